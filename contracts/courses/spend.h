// Counted spend (C5.1): what an account has paid for courses, as tiers see it.
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

// Counts a purchase that is being paid out, for its payer, in this period. The price is attributed to the
// co-authors by their shares; each may add at most policy.access.spend_cap_per_author within the trailing
// window. Nothing counts when the payer or the recipient is tied to a co-author. Returns what was counted.
Amount count_spend(Context& context, const Course& course, const Purchase& purchase);

// Of the trailing window: policy.access.trailing_periods closed periods and the open one.
[[nodiscard]] Amount trailing_spend(const state::StateView& state, const Policy& policy,
                                    const types::Address& account, TimeMs now);

}  // namespace kula::contracts::courses
