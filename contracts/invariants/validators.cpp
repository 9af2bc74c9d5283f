// There is always a validator (C0.9), a set that obeys its own rules, and behind each newcomer a node.
#include "contracts/accounts/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/changes.h"

namespace kula::contracts::invariants {

namespace {
bool is_sound(const std::optional<types::ValidatorSet>& set) {
  return set && !set->validators.empty() && set->is_valid();
}

// The row of the node with this consensus key; nothing for a key that is no node's: networks without peers
// have such validators from genesis on.
std::optional<accounts::NodeRecord> node_with(const state::StateView& state, const crypto::PublicKey& key) {
  const auto owner = accounts::kConsensusKeys.get(state, key);
  return owner ? accounts::kNodes.get(state, owner->name) : std::nullopt;
}

bool are_active(const state::StateView& state, const types::ValidatorSet& set) {
  return std::all_of(set.validators.begin(), set.validators.end(), [&](const types::Validator& validator) {
    const auto node = node_with(state, validator.key);
    return !node || node->active;
  });
}

bool newcomers_are_nodes(const state::StateView& state, const types::ValidatorSet& before,
                         const types::ValidatorSet& after) {
  return std::all_of(after.validators.begin(), after.validators.end(),
                     [&](const types::Validator& validator) {
                       return before.index_of(validator.key) || node_with(state, validator.key);
                     });
}

bool remain_after(const state::Overlay& changes) {
  bool sound = true;
  bool nodes_changed = false;
  for_each_change(changes, accounts::kValidatorSet, [&](const auto&, const auto& before, const auto& after) {
    sound = sound && is_sound(after) &&
            newcomers_are_nodes(changes, before.value_or(types::ValidatorSet{}), *after);
    nodes_changed = true;
  });
  for_each_change(changes, accounts::kNodes,
                  [&](const auto&, const auto&, const auto&) { nodes_changed = true; });
  return sound && (!nodes_changed || are_active(changes, accounts::kValidatorSet.get_or_default(changes)));
}

bool remain(const state::StateView& state) {
  const auto set = accounts::kValidatorSet.get(state);
  const auto first = accounts::kEpochSets.get_or_default(state, types::Epoch{0});
  return is_sound(set) && are_active(state, *set) && newcomers_are_nodes(state, first, *set);
}
}  // namespace

Invariant validators_remain() { return {"validators_remain", remain_after, remain}; }

}  // namespace kula::contracts::invariants
