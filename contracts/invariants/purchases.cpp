// escrow/purchase = the prices of the purchases that are held (C3.4), gifts that wait for their recipient
// included.
#include "contracts/courses/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t owed(const courses::Purchase& purchase) {
  return purchase.status == courses::PurchaseStatus::held ? purchase.price.value : 0;
}

bool holds_after(const state::Overlay& changes) {
  return changed_balance(changes, Book::escrow(kEscrowPurchase)) ==
         changed_sum(changes, courses::kPurchases, owed);
}
bool holds(const state::StateView& state) {
  return whole_balance(state, Book::escrow(kEscrowPurchase)) == whole_sum(state, courses::kPurchases, owed);
}
}  // namespace

Invariant purchases_are_covered() { return {"purchases_are_covered", holds_after, holds}; }

}  // namespace kula::contracts::invariants
