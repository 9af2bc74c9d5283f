#include "contracts/contests/commitments.h"

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::contracts::contests {

Hash entry_commitment(const Slug& contest, const types::Address& account, const Hash& content_hash,
                      const Salt& salt) {
  return crypto::tagged_hash(crypto::kTagContestEntry, {codec::encode(contest), codec::encode(account),
                                                        codec::encode(content_hash), codec::encode(salt)});
}

Hash score_commitment(const Slug& contest, std::uint64_t entry, const types::Address& judge,
                      const std::vector<std::uint16_t>& scores, const Salt& salt) {
  return crypto::tagged_hash(crypto::kTagContestScore,
                             {codec::encode(contest), codec::encode(entry), codec::encode(judge),
                              codec::encode(scores), codec::encode(salt)});
}

}  // namespace kula::contracts::contests
