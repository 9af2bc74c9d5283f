// escrow/contest = what the contests hold (C9.1), and a contest that is over holds nothing.
#include "contracts/contests/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t owed(const contests::Contest& contest) {
  return contest.state == contests::ContestState::open ? contest.escrowed.value : 0;
}

bool holds_after(const state::Overlay& changes) {
  return changed_balance(changes, Book::escrow(kEscrowContest)) ==
         changed_sum(changes, contests::kContests, owed);
}
bool holds(const state::StateView& state) {
  return whole_balance(state, Book::escrow(kEscrowContest)) == whole_sum(state, contests::kContests, owed);
}
}  // namespace

Invariant prizes_are_covered() { return {"prizes_are_covered", holds_after, holds}; }

}  // namespace kula::contracts::invariants
