// What entrants and judges commit to before they show it (C9.2, C9.3). The contest and the author are part of
// it: a copied commitment opens for nobody. Programs that make commitments use the same two functions.
#pragma once

#include <vector>

#include "ledger/base/slug.h"
#include "ledger/types/address.h"

namespace kula::contracts::contests {

struct SaltTag;
using Salt = FixedBytes<32, SaltTag>;  // random, kept secret until the reveal

// H(contest, account, content hash, salt)
[[nodiscard]] Hash entry_commitment(const Slug& contest, const types::Address& account,
                                    const Hash& content_hash, const Salt& salt);
// H(contest, entry, judge, scores, salt)
[[nodiscard]] Hash score_commitment(const Slug& contest, std::uint64_t entry, const types::Address& judge,
                                    const std::vector<std::uint16_t>& scores, const Salt& salt);

}  // namespace kula::contracts::contests
