// The set changes exactly with the epoch, by one validator, and at most once a block (R16, R18).
#include "contracts/accounts/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/changes.h"

namespace kula::contracts::invariants {

namespace {
using accounts::EpochStart;

std::size_t keys_not_in(const types::ValidatorSet& some, const types::ValidatorSet& others) {
  return static_cast<std::size_t>(
      std::count_if(some.validators.begin(), some.validators.end(),
                    [&](const types::Validator& validator) { return !others.index_of(validator.key); }));
}

// From one row to the next; a transaction or job that leaves the rows as they were changes nothing.
bool is_step(const types::ValidatorSet& before, const types::ValidatorSet& after, const EpochStart& epoch,
             const EpochStart& next_epoch) {
  if (before == after) return epoch.epoch == next_epoch.epoch && epoch.closed_at == next_epoch.closed_at;
  return keys_not_in(before, after) + keys_not_in(after, before) == 1 &&
         next_epoch.epoch.value == epoch.epoch.value + 1 && next_epoch.closed_at > epoch.closed_at;
}

bool is_kept(const state::StateView& state) {
  const auto set = accounts::kValidatorSet.get(state);
  const auto kept = accounts::kEpochSets.get(state, accounts::kEpoch.get_or_default(state).epoch);
  return set && kept && *set == *kept;
}

bool is_touched(const state::Overlay& changes) {
  return changes.writes().contains(accounts::kValidatorSet.key()) ||
         changes.writes().contains(accounts::kEpoch.key());
}

bool follows(const state::Overlay& changes) {
  if (!is_touched(changes)) return true;
  const auto& below = changes.below();
  return is_kept(changes) &&
         is_step(accounts::kValidatorSet.get_or_default(below),
                 accounts::kValidatorSet.get_or_default(changes), accounts::kEpoch.get_or_default(below),
                 accounts::kEpoch.get_or_default(changes));
}
}  // namespace

Invariant epochs_follow_the_set() { return {"epochs_follow_the_set", follows, is_kept}; }

}  // namespace kula::contracts::invariants
