#include "contracts/accounts/validators.h"

#include "contracts/accounts/tables.h"

namespace kula::contracts::accounts {

types::ValidatorSet validator_set(const state::StateView& state) {
  return kValidatorSet.get_or_default(state);
}

void write_validator_set(state::Overlay& state, const types::ValidatorSet& set) {
  KULA_CHECK(set.is_valid(),
             "a validator set that breaks its own rules was about to be written; report this as a bug");
  kValidatorSet.put(state, set);
}

}  // namespace kula::contracts::accounts
