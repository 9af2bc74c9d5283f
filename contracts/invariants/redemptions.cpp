// escrow/redemption = the sum of open redemptions (C2.3).
#include "contracts/credits/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t owed(const credits::Redemption& redemption) {
  return redemption.state == credits::RedemptionState::open ? redemption.amount.value : 0;
}

bool holds_after(const state::Overlay& changes) {
  return changed_balance(changes, Book::escrow(kEscrowRedemption)) ==
         changed_sum(changes, credits::kRedemptions, owed);
}
bool holds(const state::StateView& state) {
  return whole_balance(state, Book::escrow(kEscrowRedemption)) ==
         whole_sum(state, credits::kRedemptions, owed);
}
}  // namespace

Invariant redemptions_are_covered() { return {"redemptions_are_covered", holds_after, holds}; }

}  // namespace kula::contracts::invariants
