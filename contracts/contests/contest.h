// A contest and its phases, as its verbs ask about them.
#pragma once

#include "contracts/contests/records.h"
#include "contracts/kernel/context.h"

namespace kula::contracts::contests {

[[nodiscard]] Phase phase_at(const Deadlines& deadlines, TimeMs now);

// kContestNotFound; kPhaseNotOpen before the phase, kPhaseOver after it.
[[nodiscard]] Expected<Contest, Rejection> require_phase(const Context& context, const Slug& contest,
                                                         Phase phase);

// kJudgeBarred in the periods in which the account may not judge (C9.3).
[[nodiscard]] Outcome require_unbarred(const Context& context, const types::Address& judge);

// What the prizes of points cost the governed budget.
[[nodiscard]] std::optional<Points> points_of(const std::vector<Prize>& prizes);
[[nodiscard]] std::optional<Amount> amount_of(const std::vector<Prize>& prizes);

}  // namespace kula::contracts::contests
