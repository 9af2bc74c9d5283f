#include "contracts/accounts/validators.h"

#include "contracts/accounts/tables.h"

namespace kula::contracts::accounts {

namespace {
void put(state::Overlay& state, const EpochStart& start, const types::ValidatorSet& set) {
  KULA_CHECK(set.is_valid(),
             "a validator set that breaks its own rules was about to be written; report this as a bug");
  kValidatorSet.put(state, set);
  kEpoch.put(state, start);
  kEpochSets.put(state, start.epoch, set);
}
}  // namespace

types::ValidatorSet validator_set(const state::StateView& state) {
  return kValidatorSet.get_or_default(state);
}

EpochStart current_epoch(const state::StateView& state) { return kEpoch.get_or_default(state); }

std::optional<types::ValidatorSet> validator_set_of(const state::StateView& state, types::Epoch epoch) {
  return kEpochSets.get(state, epoch);
}

void write_validator_set(state::Overlay& state, const types::ValidatorSet& set) { put(state, {}, set); }

bool closes_epoch(const state::StateView& state, Height block) {
  return current_epoch(state).closed_at == block;
}

void change_validator_set(state::Overlay& state, Height block, const types::ValidatorSet& set) {
  KULA_CHECK(!closes_epoch(state, block) && set != validator_set(state),
             "a block was about to change the validator set twice, or to itself; report this as a bug");
  put(state, {{current_epoch(state).epoch.value + 1}, block}, set);
}

}  // namespace kula::contracts::accounts
