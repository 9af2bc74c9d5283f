// Secret keys by name, the same in every run.
#pragma once

#include <string_view>

#include "ledger/crypto/keys.h"
#include "ledger/types/transaction.h"

namespace kula::tests {

// Key `index` of the person `name`.
[[nodiscard]] crypto::SecretKey key_of(std::string_view name, std::size_t index = 0);
// The first `threshold` keys of `auth` (which people's keys must be) sign.
[[nodiscard]] types::SignedTransaction sign(types::TransactionPayload payload, const types::Auth& auth,
                                            const std::vector<const crypto::SecretKey*>& keys);

}  // namespace kula::tests
