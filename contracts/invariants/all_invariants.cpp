#include "contracts/invariants/all_invariants.h"

namespace kula::contracts::invariants {

std::vector<Invariant> all_invariants() { return {books_sum_to_zero(), redemptions_are_covered(), grants_are_covered()}; }

}  // namespace kula::contracts::invariants
