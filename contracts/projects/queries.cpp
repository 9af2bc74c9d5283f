#include "contracts/projects/queries.h"

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/tables.h"
#include "contracts/projects/point_counts.h"
#include "contracts/projects/points.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::projects {

using codec::JsonValue;
using execution::QueryError;

namespace {

JsonValue members_json(const execution::QueryContext& context, const Slug& project) {
  JsonValue::Array members;
  kMembers.scan(
      context.state,
      [&](const auto& key, const Member& member) {
        if (member.leaves_at && context.tip.time >= *member.leaves_at) return true;
        JsonValue row;
        row.set("account", codec::to_json(std::get<1>(key)));
        auto fields = codec::to_json(member);
        for (auto& [name, value] : *fields.as_object()) row.set(name, std::move(value));
        members.push_back(std::move(row));
        return true;
      },
      project);
  return JsonValue(std::move(members));
}

// Vested, awarded and their sum in the periods first..last.
JsonValue points_json(const execution::QueryContext& context, const types::Address& account, Period first,
                      Period last) {
  const Points contributions = vested_points(context.state, account, first, last, context.tip.time);
  const Points awards = awarded_points(context.state, account, first, last);
  JsonValue json;
  json.set("contributions", codec::to_json(contributions)).set("awards", codec::to_json(awards));
  json.set("points", codec::to_json(plus(contributions, awards)));
  return json;
}

// What still waits for its time.
Points pending_points(const execution::QueryContext& context, const types::Address& account) {
  Points sum;
  kPointsDue.scan(
      context.state,
      [&](const auto& key, const PointCount& row) {
        if (std::get<1>(key) > context.tip.time) sum = plus(sum, row.points);
        return true;
      },
      account);
  return sum;
}

}  // namespace

Expected<JsonValue, QueryError> ProjectShow::run(const execution::QueryContext& context) const {
  const auto policy = kPolicy.get_or_default(context.state);
  const auto found = find_project(context.state, policy, project, context.tip.time);
  if (!found) return fail(QueryError{QueryError::Kind::not_found, "there is no such project"});
  const auto recorded =
      kProjectBudget.get_or_default(context.state, project, policy.periods().period_of(context.tip.time))
          .points;
  JsonValue json;
  json.set("slug", codec::to_json(project)).set("project", codec::to_json(*found));
  json.set("members", members_json(context, project));
  json.set("recorded_this_period", codec::to_json(recorded));
  json.set("budget", codec::to_json(policy.projects.project_budget));
  return json;
}

Expected<JsonValue, QueryError> PointsOf::run(const execution::QueryContext& context) const {
  if (!accounts::is_open(context.state, account)) {
    return fail(QueryError{QueryError::Kind::not_found, "there is no such account"});
  }
  const auto policy = kPolicy.get_or_default(context.state);
  const Period now = policy.periods().period_of(context.tip.time);
  JsonValue::Array periods;
  kPoints.scan(
      context.state,
      [&](const auto& key, const PeriodPoints&) {
        const Period period = std::get<1>(key);
        auto row = points_json(context, account, period, period);
        row.set("period", JsonValue(policy.periods().name_of(period)));
        periods.push_back(std::move(row));
        return true;
      },
      account);
  JsonValue json;
  json.set("account", codec::to_json(account)).set("all", points_json(context, account, Period{}, now));
  json.set("trailing", points_json(context, account, window_start(now, policy.access.trailing_periods), now));
  json.set("struck", codec::to_json(kPointTotals.get_or_default(context.state, account).struck));
  json.set("pending", codec::to_json(pending_points(context, account)));
  json.set("periods", JsonValue(std::move(periods)));
  return json;
}

}  // namespace kula::contracts::projects
