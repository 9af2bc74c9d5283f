// Every invariant, in one list (C0.9). Each is a file of its own and reads rows only.
#pragma once

#include "contracts/kernel/invariant.h"

namespace kula::contracts::invariants {

[[nodiscard]] Invariant books_sum_to_zero();
[[nodiscard]] Invariant redemptions_are_covered();
[[nodiscard]] Invariant grants_are_covered();
[[nodiscard]] Invariant purchases_are_covered();
[[nodiscard]] Invariant prizes_are_covered();
[[nodiscard]] Invariant points_are_earned();
[[nodiscard]] Invariant fund_totals_agree();
[[nodiscard]] Invariant validators_remain();
[[nodiscard]] Invariant epochs_follow_the_set();

[[nodiscard]] std::vector<Invariant> all_invariants();

}  // namespace kula::contracts::invariants
