#include "contracts/invariants/all_invariants.h"

namespace kula::contracts::invariants {

std::vector<Invariant> all_invariants() {
  return {books_sum_to_zero(),     redemptions_are_covered(), grants_are_covered(),
          purchases_are_covered(), prizes_are_covered(),      points_are_earned(),
          fund_totals_agree(),     validators_remain(),       epochs_follow_the_set()};
}

}  // namespace kula::contracts::invariants
