// Books sum to zero (C0.2, C0.9): what is inside is what was issued less what was redeemed. A book below zero
// cannot be written: balances are unsigned.
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/changes.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t balance(const BookRecord& record) { return record.balance.value; }
Sum outside(const ExternalRecord& record) {
  return static_cast<Sum>(record.issued.value) - static_cast<Sum>(record.redeemed.value);
}

bool sum_to_zero_after(const state::Overlay& changes) {
  return changed_sum(changes, kBooks, balance) == changed_sum(changes, kExternal, outside);
}
bool sum_to_zero(const state::StateView& state) {
  return whole_sum(state, kBooks, balance) == whole_sum(state, kExternal, outside);
}
}  // namespace

Invariant books_sum_to_zero() { return {"books_sum_to_zero", sum_to_zero_after, sum_to_zero}; }

}  // namespace kula::contracts::invariants
