// Points (C6.4, C6.5): reputation by account and period, as other modules read and give it.
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/base/money.h"
#include "ledger/types/address.h"

namespace kula::contracts::projects {

// Points from contributions that vested in the periods first..last, both included, as of `now`; not those of
// contests. Counts what was due by `now` even where its job has not run yet: points vest exactly at their
// time, whatever the backlog. Cost: the rows of these periods plus the account's due but unprocessed rows.
[[nodiscard]] Points vested_points(const state::StateView& state, const types::Address& account, Period first,
                                   Period last, TimeMs now);

// Points awarded by contests in the periods first..last, both included.
[[nodiscard]] Points awarded_points(const state::StateView& state, const types::Address& account,
                                    Period first, Period last);

// Gives a contest's points to `account` in context.period(), at most what is left of its cap over all
// projects and contests in this period (C9.1). Returns what was given.
Points award_points(Context& context, const types::Address& account, Points wanted);

}  // namespace kula::contracts::projects
