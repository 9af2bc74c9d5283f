#include "contracts/projects/points.h"

#include "contracts/kernel/emit.h"
#include "contracts/kernel/tables.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/point_counts.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

namespace {

// What `part` picks from the account's rows of the periods first..last.
template <class Part>
Points sum_of_periods(const state::StateView& state, const types::Address& account, Period first, Period last,
                      Part part) {
  Points sum;
  state.scan(kPoints.prefix(account), kPoints.key(account, first), [&](ByteView key, ByteView value) {
    if (std::get<1>(kPoints.key_of(key)) > last) return false;
    sum = plus(sum, part(kPoints.decoded(value)));
    return true;
  });
  return sum;
}

// Points that were due by `now` in these periods and whose job has not run yet.
Points due_unprocessed(const state::StateView& state, const types::Address& account, Period first,
                       Period last, TimeMs now) {
  Points sum;
  std::optional<Policy> policy;  // read only when there is something due
  kPointsDue.scan(
      state,
      [&](const auto& key, const PointCount& row) {
        const TimeMs due = std::get<1>(key);
        if (due > now) return false;
        if (!policy) policy = kPolicy.get_or_default(state);
        const Period period = policy->periods().period_of(due);
        if (period >= first && period <= last) sum = plus(sum, row.points);
        return true;
      },
      account);
  return sum;
}

}  // namespace

Points plus(Points a, Points b) { return checked_add(a, b).value_or(Points{UINT64_MAX}); }

void add_vested(Context& context, const types::Address& account, Period period, Points points) {
  auto row = kPoints.get_or_default(context.state, account, period);
  row.contributions = plus(row.contributions, points);
  kPoints.put(context.state, account, period, row);
  auto total = kPointTotals.get_or_default(context.state, account);
  total.contributions = plus(total.contributions, points);
  kPointTotals.put(context.state, account, total);
}

void add_struck(Context& context, const types::Address& account, Points points) {
  auto total = kPointTotals.get_or_default(context.state, account);
  total.struck = plus(total.struck, points);
  kPointTotals.put(context.state, account, total);
}

Outcome use_project_budget(Context& context, const Slug& project, Points points) {
  auto row = kProjectBudget.get_or_default(context.state, project, context.period());
  const auto sum = checked_add(row.points, points);
  if (!sum || *sum > context.policy.projects.project_budget) return reject(kBudgetExceeded);
  kProjectBudget.put(context.state, project, context.period(), PointCount{*sum});
  return {};
}

Outcome use_contributor_cap(Context& context, const types::Address& account, Points points) {
  const auto row = kContributorUse.get_or_default(context.state, account, context.period());
  const auto sum = checked_add(row.points, points);
  if (!sum || *sum > context.policy.projects.contributor_cap) return reject(kContributorCap);
  kContributorUse.put(context.state, account, context.period(), PointCount{*sum});
  return {};
}

void give_back_contributor_cap(Context& context, const types::Address& account, Period period,
                               Points points) {
  const auto used = kContributorUse.get_or_default(context.state, account, period).points;
  const auto left = checked_sub(used, points);
  KULA_CHECK(left.has_value(), "points were struck that were never counted; report this as a bug");
  kContributorUse.put(context.state, account, period, PointCount{*left});
}

Points vested_points(const state::StateView& state, const types::Address& account, Period first, Period last,
                     TimeMs now) {
  const Points vested =
      sum_of_periods(state, account, first, last, [](const PeriodPoints& row) { return row.contributions; });
  return plus(vested, due_unprocessed(state, account, first, last, now));
}

Points awarded_points(const state::StateView& state, const types::Address& account, Period first,
                      Period last) {
  return sum_of_periods(state, account, first, last, [](const PeriodPoints& row) { return row.awards; });
}

Points award_points(Context& context, const types::Address& account, Points wanted) {
  const Period period = context.period();
  const auto used = kContributorUse.get_or_default(context.state, account, period).points;
  const auto left = checked_sub(context.policy.projects.contributor_cap, used).value_or(Points{});
  const Points given = std::min(wanted, left);
  if (given.value == 0) return given;
  kContributorUse.put(context.state, account, period, PointCount{plus(used, given)});
  auto row = kPoints.get_or_default(context.state, account, period);
  row.awards = plus(row.awards, given);
  kPoints.put(context.state, account, period, row);
  auto total = kPointTotals.get_or_default(context.state, account);
  total.awards = plus(total.awards, given);
  kPointTotals.put(context.state, account, total);
  emit(context, PointsAwarded{account, given, period});
  return given;
}

}  // namespace kula::contracts::projects
