// escrow/redemption = the sum of open redemptions (C2.3).
#include "contracts/credits/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t open_amount(const credits::Redemption& redemption) {
  return redemption.state == credits::RedemptionState::open ? redemption.amount.value : 0;
}
}  // namespace

Invariant redemptions_are_covered() {
  return escrow_covers<credits::kRedemptions, kEscrowRedemption, open_amount>("redemptions_are_covered");
}

}  // namespace kula::contracts::invariants
