// Secret keys by name, the same in every run.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/crypto/keys.h"
#include "ledger/types/transaction.h"

namespace kula::tests {

// Key `index` of the person `name`.
[[nodiscard]] crypto::SecretKey key_of(std::string_view name, std::size_t index = 0);
// `threshold` of these people's first keys.
[[nodiscard]] types::Auth auth_of(const std::vector<std::string_view>& names, std::uint8_t threshold);
// The first `threshold` keys of `auth` (which people's keys must be) sign.
[[nodiscard]] types::SignedTransaction sign(types::TransactionPayload payload, const types::Auth& auth,
                                            const std::vector<const crypto::SecretKey*>& keys);

}  // namespace kula::tests
