#include "contracts/projects/module.h"

#include "contracts/kernel/make_kinds.h"
#include "contracts/projects/challenge.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/confirm.h"
#include "contracts/projects/events.h"
#include "contracts/projects/members.h"
#include "contracts/projects/membership.h"
#include "contracts/projects/queries.h"
#include "contracts/projects/record.h"
#include "contracts/projects/register.h"
#include "contracts/projects/review.h"
#include "contracts/projects/tables.h"
#include "contracts/projects/vesting.h"

namespace kula::contracts::projects {

Module projects_module() {
  return {"projects",
          {make_action<Register>(), make_action<Review>(), make_action<AddMember>(),
           make_action<AcceptMembership>(), make_action<RemoveMember>(), make_action<Record>(),
           make_action<Confirm>(), make_action<OpenChallenge>(), make_action<ResolveChallenge>()},
          {make_event<ProjectRegistered>(), make_event<ProjectReviewed>(), make_event<MemberProposed>(),
           make_event<MemberJoined>(), make_event<RemovalProposed>(), make_event<MemberLeft>(),
           make_event<ContributionsRecorded>(), make_event<ContributionsConfirmed>(),
           make_event<ContributionChallenged>(), make_event<ChallengeJudged>(), make_event<PointsVested>(),
           make_event<PointsAwarded>()},
          {make_job<LeaveDue>(), make_job<VestBatch>(), make_job<ChallengeTimeout>()},
          {make_table<kProjects>(), make_table<kMembers>(), make_table<kPastMaintainers>(),
           make_table<kInvitations>(), make_table<kRemovalVotes>(), make_table<kContributions>(),
           make_table<kEvidence>(), make_table<kProjectBudget>(), make_table<kContributorUse>(),
           make_table<kPointsDue>(), make_table<kPoints>(), make_table<kPointTotals>(),
           make_table<kOpenChallenges>(), make_table<kChallengeBars>()},
          {&kLicenceUnknown,     &kLicenceSyntax,   &kProjectNotFound,   &kProjectNotActive,
           &kNotUnderReview,     &kAlreadyReviewed, &kNotMaintainer,     &kAlreadyMember,
           &kNotMember,          &kAlreadyVoted,    &kLastMaintainer,    &kNotInvited,
           &kAlreadyLeaving,     &kNothingListed,   &kZeroPoints,        &kContributionInFuture,
           &kEvidenceUsed,       &kBudgetExceeded,  &kContributorCap,    &kContributionNotFound,
           &kNotWaiting,         &kWindowClosed,    &kAlreadyChallenged, &kTooManyChallenges,
           &kChallengeRightLost, &kNotChallenged,   &kOwnContribution},
          {make_query<ProjectShow>(), make_query<PointsOf>()}};
}

}  // namespace kula::contracts::projects
