// escrow/contest = what the contests hold (C9.1), and a contest that is over holds nothing.
#include "contracts/contests/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {
std::uint64_t held_as_prizes(const contests::Contest& contest) {
  return contest.state == contests::ContestState::open ? contest.escrowed.value : 0;
}
}  // namespace

Invariant prizes_are_covered() {
  return escrow_covers<contests::kContests, kEscrowContest, held_as_prizes>("prizes_are_covered");
}

}  // namespace kula::contracts::invariants
