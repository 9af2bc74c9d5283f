// There is always a validator (C0.9), and a set that obeys its own rules.
#include "contracts/accounts/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/changes.h"

namespace kula::contracts::invariants {

namespace {
bool is_sound(const std::optional<types::ValidatorSet>& set) {
  return set && !set->validators.empty() && set->is_valid();
}

bool holds_after(const state::Overlay& changes) {
  bool sound = true;
  for_each_change(changes, accounts::kValidatorSet,
                  [&](const auto&, const auto&, const auto& after) { sound = sound && is_sound(after); });
  return sound;
}
bool holds(const state::StateView& state) { return is_sound(accounts::kValidatorSet.get(state)); }
}  // namespace

Invariant validators_remain() { return {"validators_remain", holds_after, holds}; }

}  // namespace kula::contracts::invariants
