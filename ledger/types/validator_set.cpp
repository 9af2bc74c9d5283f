#include "ledger/types/validator_set.h"

#include <algorithm>

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

bool ValidatorSet::is_valid() const {
  if (validators.empty() || validators.size() > kMaxValidators) return false;
  const auto not_ascending = [](const Validator& a, const Validator& b) { return a.key >= b.key; };
  if (std::adjacent_find(validators.begin(), validators.end(), not_ascending) != validators.end())
    return false;
  return std::all_of(validators.begin(), validators.end(),
                     [](const Validator& validator) { return crypto::is_valid(validator.key); });
}

std::optional<std::uint8_t> ValidatorSet::index_of(const crypto::PublicKey& key) const {
  const auto found = std::find(validators.begin(), validators.end(), Validator{key});
  if (found == validators.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - validators.begin());
}

Hash ValidatorSet::hash() const {
  return crypto::tagged_hash(crypto::kTagValidatorSet, {codec::encode(*this)});
}

}  // namespace kula::types
