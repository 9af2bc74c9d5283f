#include "contracts/contests/contest.h"

#include "contracts/contests/codes.h"
#include "contracts/contests/tables.h"

namespace kula::contracts::contests {

namespace {
template <class Part>
auto sum_of(const std::vector<Prize>& prizes, Part part) {
  std::optional sum{std::decay_t<decltype(part(prizes.front()))>{}};
  for (const auto& prize : prizes) {
    if (sum) sum = checked_add(*sum, part(prize));
  }
  return sum;
}
}  // namespace

Phase phase_at(const Deadlines& deadlines, TimeMs now) {
  if (now < deadlines.entry) return Phase::entry;
  if (now < deadlines.reveal) return Phase::reveal;
  if (now < deadlines.judging) return Phase::judging;
  if (now < deadlines.judge_reveal) return Phase::judge_reveal;
  return Phase::over;
}

Expected<Contest, Rejection> require_phase(const Context& context, const Slug& contest, Phase phase) {
  auto found = kContests.get(context.state, contest);
  if (!found) return reject(kContestNotFound);
  const Phase now = phase_at(found->deadlines, context.now);
  if (now < phase) return reject(kPhaseNotOpen);
  if (now > phase) return reject(kPhaseOver);
  return std::move(*found);
}

Outcome require_unbarred(const Context& context, const types::Address& judge) {
  const auto bar = kJudgeBars.get(context.state, judge);
  if (bar && context.period() <= bar->through) return reject(kJudgeBarred);
  return {};
}

std::optional<Points> points_of(const std::vector<Prize>& prizes) {
  return sum_of(prizes, [](const Prize& prize) { return prize.points; });
}

std::optional<Amount> amount_of(const std::vector<Prize>& prizes) {
  return sum_of(prizes, [](const Prize& prize) { return prize.amount; });
}

}  // namespace kula::contracts::contests
