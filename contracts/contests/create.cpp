#include "contracts/contests/create.h"

#include <algorithm>
#include <set>

#include "contracts/accounts/accounts.h"
#include "contracts/contests/codes.h"
#include "contracts/contests/contest.h"
#include "contracts/contests/events.h"
#include "contracts/contests/limits.h"
#include "contracts/contests/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::contests {

namespace {

Outcome check_judges(const ActionContext& context, const std::vector<types::Address>& judges) {
  for (const auto& judge : judges) {
    if (auto open = accounts::require_open(context.state, judge); !open) return open;
    if (auto untied = ties::require_untied(context, judge, context.sender); !untied) return untied;
    if (auto unbarred = require_unbarred(context, judge); !unbarred) return unbarred;
  }
  return {};
}

}  // namespace

Outcome Create::validate() const {
  if (prizes.empty()) return reject(kNoPrizes);
  if (!amount_of(prizes) || !points_of(prizes)) return reject(kAmountOverflow);
  if (deadlines.entry >= deadlines.reveal || deadlines.reveal >= deadlines.judging ||
      deadlines.judging >= deadlines.judge_reveal) {
    return reject(kBadDeadlines);
  }
  // Below one half, floor(k·trim/10000) at each end leaves a score for every k.
  if (trim >= kAllBps / 2) return reject(kBadTrim);
  const bool weightless = std::find(weights.begin(), weights.end(), 0) != weights.end();
  if (weights.empty() || weights.size() > kMaxCriteria || weightless) return reject(kBadCriteria);
  if (minimum_judges == 0 || minimum_judges > judges.size()) return reject(kBadMinimum);
  if (std::set<types::Address>(judges.begin(), judges.end()).size() != judges.size())
    return reject(kDuplicate);
  return {};
}

Outcome Create::apply(ActionContext& context) const {
  const auto& policy = context.policy.contests;
  if (kContests.contains(context.state, contest)) return reject(kSlugTaken);
  if (prizes.size() > policy.max_prizes || judges.size() > policy.max_judges) return reject(kTooMany);
  if (deadlines.entry <= context.now) return reject(kBadDeadlines);
  if (*points_of(prizes) > policy.point_budget) return reject(kPointBudget);
  if (auto sound = check_judges(context, judges); !sound) return sound;

  Contest record;
  record.organiser = context.sender;
  record.rules_hash = rules_hash;
  record.prizes = prizes;
  record.deadlines = deadlines;
  record.judges = judges;
  record.minimum_judges = minimum_judges;
  record.weights = weights;
  record.trim = trim;
  record.created_at = context.now;
  record.escrowed = *amount_of(prizes);
  if (auto posted = post(context, Book::account(context.sender), Book::escrow(kEscrowContest),
                         record.escrowed, PostingReason::contest_escrow, "contest/" + contest.value);
      !posted) {
    return posted;
  }
  kContests.put(context.state, contest, record);
  emit(context, ContestCreated{contest, context.sender, record.escrowed});
  return {};
}

Outcome ApprovePoints::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  auto record = require_phase(context, contest, Phase::entry);
  if (!record) return tl::unexpected(record.error());
  const Points points = *points_of(record->prizes);
  if (points.value == 0) return reject(kNoPointPrizes);
  if (record->points_approved_by) return reject(kPointsApproved);
  if (record->entries > 0) return reject(kEntriesBegun);
  if (auto untied = ties::require_untied(context, context.sender, record->organiser); !untied) return untied;
  const auto used = kPointBudgets.get_or_default(context.state, context.period()).points;
  const auto sum = checked_add(used, points);
  if (!sum || *sum > context.policy.contests.point_budget) return reject(kPointBudget);
  kPointBudgets.put(context.state, context.period(), PointBudget{*sum});
  record->points_approved_by = context.sender;
  kContests.put(context.state, contest, *record);
  emit(context, ContestPointsApproved{contest, context.sender, points});
  return {};
}

}  // namespace kula::contracts::contests
