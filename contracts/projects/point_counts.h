// Counters of points: vested and struck by account, recorded by project and contributor.
#pragma once

#include "contracts/kernel/context.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// a + b, at most 2^64-1: budgets keep real sums far below.
[[nodiscard]] Points plus(Points a, Points b);

void add_vested(Context& context, const types::Address& account, Period period, Points points);
void add_struck(Context& context, const types::Address& account, Points points);

// C6.3: counts points in the open period; kBudgetExceeded, kContributorCap.
[[nodiscard]] Outcome use_project_budget(Context& context, const Slug& project, Points points);
[[nodiscard]] Outcome use_contributor_cap(Context& context, const types::Address& account, Points points);
// REQUIRES points that were counted in that period.
void give_back_contributor_cap(Context& context, const types::Address& account, Period period, Points points);

}  // namespace kula::contracts::projects
