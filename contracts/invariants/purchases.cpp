// escrow/purchase = the prices of the purchases that are held (C3.4), gifts that wait for their recipient
// included.
#include "contracts/courses/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t held_price(const courses::Purchase& purchase) {
  return purchase.status == courses::PurchaseStatus::held ? purchase.price.value : 0;
}
}  // namespace

Invariant purchases_are_covered() {
  return escrow_covers<courses::kPurchases, kEscrowPurchase, held_price>("purchases_are_covered");
}

}  // namespace kula::contracts::invariants
