#include "contracts/projects/vesting.h"

#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/point_counts.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

namespace {

void add_due(Context& context, const Contribution& record) {
  auto row = kPointsDue.get_or_default(context.state, record.contributor, *record.vests_at);
  row.points = plus(row.points, record.points);
  kPointsDue.put(context.state, record.contributor, *record.vests_at, row);
}

void take_due(Context& context, const Contribution& record) {
  auto row = kPointsDue.get_or_default(context.state, record.contributor, *record.vests_at);
  const auto left = checked_sub(row.points, record.points);
  KULA_CHECK(left.has_value(), "points vest that were never due; report this as a bug");
  if (left->value == 0) {
    kPointsDue.erase(context.state, record.contributor, *record.vests_at);
  } else {
    kPointsDue.put(context.state, record.contributor, *record.vests_at, PointCount{*left});
  }
}

}  // namespace

Expected<NumberedContribution, Rejection> require_contribution(const Context& context, const Slug& project,
                                                               std::uint64_t number) {
  if (const auto active = require_active(context, project); !active) return tl::unexpected(active.error());
  auto record = kContributions.get(context.state, project, number);
  if (!record) return reject(kContributionNotFound);
  return NumberedContribution{project, number, std::move(*record)};
}

void write(Context& context, const NumberedContribution& item) {
  kContributions.put(context.state, item.project, item.number, item.record);
}

Outcome begin_window(Context& context, Contribution& record) {
  if (auto used = use_contributor_cap(context, record.contributor, record.points); !used) return used;
  record.counted_in = context.period();
  record.state = ContributionState::pending;
  record.window_ends_at = after(context.now, context.policy.projects.challenge_window_ms);
  record.vests_at = record.window_ends_at;
  add_due(context, record);
  return {};
}

void schedule_vesting(Context& context, const Slug& project, const std::vector<std::uint64_t>& numbers) {
  const TimeMs due = after(context.now, context.policy.projects.challenge_window_ms);
  for (std::size_t at = 0; at < numbers.size(); at += kVestSlice) {
    const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kVestSlice, numbers.size() - at));
    schedule(context, due, VestBatch{project, {first, first + count}});
  }
}

void move_due(Context& context, Contribution& record, TimeMs vests_at) {
  take_due(context, record);
  record.vests_at = vests_at;
  add_due(context, record);
}

void vest(Context& context, NumberedContribution& item, TimeMs at) {
  auto& record = item.record;
  take_due(context, record);
  record.state = ContributionState::vested;
  record.vests_at = at;
  write(context, item);
  const Period period = context.policy.periods().period_of(at);
  add_vested(context, record.contributor, period, record.points);
  emit(context, PointsVested{item.project, item.number, record.contributor, record.points, period});
}

void strike(Context& context, NumberedContribution& item) {
  take_due(context, item.record);
  item.record.state = ContributionState::struck;
  item.record.vests_at.reset();
  write(context, item);
  add_struck(context, item.record.contributor, item.record.points);
  give_back_contributor_cap(context, item.record.contributor, *item.record.counted_in, item.record.points);
}

Outcome VestBatch::run(JobContext& context) const {
  for (const auto number : numbers) {
    auto record = kContributions.get(context.state, project, number);
    KULA_CHECK(record.has_value(),
               "a contribution has vanished; run `kulad tool verify` on the data directory");
    // A challenge has moved the due time, or a verdict has decided already.
    if (record->state != ContributionState::pending || record->vests_at != context.now) continue;
    NumberedContribution item{project, number, std::move(*record)};
    vest(context, item, context.now);
  }
  return {};
}

}  // namespace kula::contracts::projects
