// Points are what was earned (C0.9, C6.4): account by account, vested contributions plus contest awards, with
// strikes counted apart because a strike takes points before they vest; and what is due is what is pending or
// challenged.
#include "contracts/contests/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/balanced_rows.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::invariants {

namespace {

using projects::ContributionState;

// Which equation of an account.
enum class Line : std::uint8_t {
  vested_by_period,  // the periods' contributions = vested contributions
  vested_in_all,     // the total of contributions = vested contributions
  awards_by_period,  // the periods' awards = contest awards
  awards_in_all,     // the total of awards = contest awards
  struck             // the total of struck points = struck contributions
};
using PerLine = SumsBy<std::pair<types::Address, Line>>;
using PerDue = SumsBy<std::pair<types::Address, TimeMs>>;

Sum wide(Points points) { return static_cast<Sum>(points.value); }

constexpr auto kEarned = [](auto add_rows) {
  PerLine lines;
  PerDue due;
  add_rows(projects::kContributions, [&](const auto&, const projects::Contribution& record, Sum sign) {
    const Sum points = sign * wide(record.points);
    if (record.state == ContributionState::vested) {
      lines[{record.contributor, Line::vested_by_period}] -= points;
      lines[{record.contributor, Line::vested_in_all}] -= points;
    } else if (record.state == ContributionState::struck) {
      lines[{record.contributor, Line::struck}] -= points;
    } else if (record.vests_at) {
      due[{record.contributor, *record.vests_at}] -= points;
    }
  });
  add_rows(contests::kAwards, [&](const auto&, const contests::Award& award, Sum sign) {
    lines[{award.account, Line::awards_by_period}] -= sign * wide(award.points);
    lines[{award.account, Line::awards_in_all}] -= sign * wide(award.points);
  });
  add_rows(projects::kPoints, [&](const auto& key, const projects::PeriodPoints& row, Sum sign) {
    lines[{std::get<0>(key), Line::vested_by_period}] += sign * wide(row.contributions);
    lines[{std::get<0>(key), Line::awards_by_period}] += sign * wide(row.awards);
  });
  add_rows(projects::kPointTotals, [&](const auto& key, const projects::TotalPoints& row, Sum sign) {
    lines[{std::get<0>(key), Line::vested_in_all}] += sign * wide(row.contributions);
    lines[{std::get<0>(key), Line::awards_in_all}] += sign * wide(row.awards);
    lines[{std::get<0>(key), Line::struck}] += sign * wide(row.struck);
  });
  add_rows(projects::kPointsDue, [&](const auto& key, const projects::PointCount& row, Sum sign) {
    due[{std::get<0>(key), std::get<1>(key)}] += sign * wide(row.points);
  });
  return all_zero(lines) && all_zero(due);
};

}  // namespace

Invariant points_are_earned() { return balanced_rows("points_are_earned", kEarned); }

}  // namespace kula::contracts::invariants
