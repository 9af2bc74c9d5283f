#include "contracts/projects/challenge.h"

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/tables.h"
#include "contracts/projects/two_reviewers.h"
#include "contracts/projects/vesting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

namespace {

// Challenges of the account that have not lapsed by now, whether or not the job of a lapsed one has run.
std::size_t open_challenges(const Context& context, const types::Address& challenger) {
  std::size_t count = 0;
  context.state.scan(kOpenChallenges.prefix(challenger),
                     kOpenChallenges.prefix(challenger, after(context.now, 1)), [&](ByteView, ByteView) {
                       ++count;
                       return count < context.policy.projects.open_challenges;
                     });
  return count;
}

Outcome require_right(const Context& context, const types::Address& challenger) {
  const auto bar = kChallengeBars.get(context.state, challenger);
  if (bar && context.period() <= bar->through) return reject(kChallengeRightLost);
  if (open_challenges(context, challenger) >= context.policy.projects.open_challenges) {
    return reject(kTooManyChallenges);
  }
  return {};
}

void forget_open(Context& context, const NumberedContribution& item) {
  kOpenChallenges.erase(context.state, item.record.challenge->challenger, *item.record.vests_at, item.project,
                        item.number);
}

Outcome require_independent(const ActionContext& context, const Contribution& record, bool uphold) {
  // Who confirmed it would judge his own word.
  if (record.confirmed_by == context.sender) return reject(kTied);
  for (const auto& person : {record.contributor, record.recorded_by, record.challenge->challenger}) {
    if (auto other = ties::require_other_hand(context, context.sender, person); !other) return other;
  }
  if (uphold) return {};
  for (const auto& person : {record.contributor, record.recorded_by}) {
    if (auto untied = ties::require_untied(context, context.sender, person); !untied) return untied;
  }
  return {};
}

void dismiss(Context& context, NumberedContribution& item) {
  kChallengeBars.put(context.state, item.record.challenge->challenger,
                     ChallengeBar{Period{context.period().value + 1}});
  // The window stood still: or an accomplice's challenge would shut everybody else out of what is left of it.
  auto& record = item.record;
  const DurationMs left = record.window_ends_at->value - record.challenge->opened_at.value;
  record.window_ends_at = after(context.now, left);
  record.state = ContributionState::pending;
  move_due(context, record, *record.window_ends_at);
  write(context, item);
  schedule(context, *record.window_ends_at, VestBatch{item.project, {item.number}});
}

}  // namespace

Outcome OpenChallenge::apply(ActionContext& context) const {
  auto item = require_contribution(context, project, number);
  if (!item) return tl::unexpected(item.error());
  auto& record = item->record;
  if (record.contributor == context.sender || record.recorded_by == context.sender)
    return reject(kOwnContribution);
  // While it is challenged its window stands still, until the challenge lapses.
  const bool is_challenged = record.state == ContributionState::challenged;
  if (is_challenged && context.now < *record.vests_at) return reject(kAlreadyChallenged);
  if (record.state != ContributionState::pending || context.now >= *record.window_ends_at)
    return reject(kWindowClosed);
  if (auto right = require_right(context, context.sender); !right) return right;

  const TimeMs lapses_at = after(context.now, context.policy.projects.challenge_timeout_ms);
  record.state = ContributionState::challenged;
  record.challenge = Challenge{context.sender, reason_hash, context.now, {}};
  move_due(context, record, std::max(lapses_at, *record.window_ends_at));
  write(context, *item);
  kOpenChallenges.put(context.state, context.sender, *record.vests_at, project, number, Mark{});
  schedule(context, *record.vests_at, ChallengeTimeout{project, number});
  emit(context, ContributionChallenged{project, number, context.sender, reason_hash});
  return {};
}

Outcome ResolveChallenge::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  auto item = require_contribution(context, project, number);
  if (!item) return tl::unexpected(item.error());
  auto& record = item->record;
  // From its lapse on it has vested, whether or not the job has run.
  if (record.state != ContributionState::challenged || context.now >= *record.vests_at)
    return reject(kNotChallenged);
  if (auto independent = require_independent(context, record, uphold); !independent) return independent;
  const auto decision =
      add_verdict(context, record.challenge->verdicts, {context.sender, uphold, reason_hash});
  if (!decision) return tl::unexpected(decision.error());

  if (!*decision) {
    write(context, *item);
  } else {
    forget_open(context, *item);
    if (**decision) {
      strike(context, *item);
    } else {
      dismiss(context, *item);
    }
  }
  emit(context, ChallengeJudged{project, number, context.sender, uphold, reason_hash, record.state});
  return {};
}

Outcome ChallengeTimeout::run(JobContext& context) const {
  auto record = kContributions.get(context.state, project, number);
  KULA_CHECK(record.has_value(),
             "a contribution has vanished; run `kulad tool verify` on the data directory");
  if (record->state != ContributionState::challenged || record->vests_at != context.now) return {};
  NumberedContribution item{project, number, std::move(*record)};
  forget_open(context, item);
  vest(context, item, context.now);
  return {};
}

}  // namespace kula::contracts::projects
