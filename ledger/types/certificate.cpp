#include "ledger/types/certificate.h"

#include <algorithm>
#include <bit>

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

namespace {
// Distinct keys are what makes distinct indices distinct validators.
bool counts_distinct_validators(const ValidatorSet& set) {
  if (set.validators.empty() || set.size() > kMaxValidators) return false;
  const auto not_ascending = [](const Validator& a, const Validator& b) { return a.key >= b.key; };
  return std::adjacent_find(set.validators.begin(), set.validators.end(), not_ascending) ==
         set.validators.end();
}
}  // namespace

Hash vote_message(const ChainId& chain, const VoteSubject& subject) {
  return crypto::tagged_hash(crypto::kTagVote, {chain.view(), codec::encode(subject)});
}

bool verify(const Certificate& certificate, const ChainId& chain, const ValidatorSet& set) {
  if (!counts_distinct_validators(set)) return false;
  const VoteSubject& subject = certificate.subject;
  if (subject.block.is_zero() != (subject.kind == VoteKind::nullify)) return false;
  const auto count = static_cast<std::size_t>(std::popcount(certificate.signers));
  const bool inside_set = certificate.signers >> set.size() == 0;
  if (!inside_set || count < set.quorum() || certificate.signatures.size() != count) return false;

  const Hash message = vote_message(chain, subject);
  auto signature = certificate.signatures.begin();
  for (std::size_t i = 0; i < set.size(); ++i) {
    if ((certificate.signers >> i & 1) == 0) continue;
    if (!crypto::verify(set.validators[i].key, message, *signature++)) return false;
  }
  return true;
}

}  // namespace kula::types
