// Rejections of projects and contributions (C6).
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::projects {

inline constexpr Code kLicenceUnknown{
    0x0601, "licence_unknown",
    "The licence expression names an id that is not on the SPDX list; check its "
    "spelling, or use LicenseRef-<name> for a licence of your own."};
inline constexpr Code kLicenceSyntax{
    0x0602, "licence_syntax",
    "The licence is no SPDX expression; write ids joined by AND, OR and WITH, "
    "for example `MIT OR Apache-2.0`."};
inline constexpr Code kProjectNotFound{0x0603, "project_not_found",
                                       "There is no such project; check its slug."};
inline constexpr Code kProjectNotActive{
    0x0604, "project_not_active", "The project waits for its two reviewers; try again when it is active."};
inline constexpr Code kNotUnderReview{0x0605, "project_not_under_review",
                                      "The project was reviewed already; nothing is left to decide."};
inline constexpr Code kAlreadyReviewed{0x0606, "already_reviewed",
                                       "You gave your verdict on this already; another reviewer has to."};
inline constexpr Code kNotMaintainer{
    0x0607, "not_maintainer", "Only a maintainer of the project may do that; see `kula project show`."};
inline constexpr Code kAlreadyMember{0x0608, "already_member",
                                     "The account has this place in the project already."};
inline constexpr Code kNotMember{0x0609, "not_member", "The account is no member of the project."};
inline constexpr Code kAlreadyVoted{
    0x060a, "already_voted", "You voted for this already; it needs more than half of the maintainers."};
inline constexpr Code kLastMaintainer{0x060b, "last_maintainer",
                                      "The last maintainer cannot be removed; add another one first."};
inline constexpr Code kNotInvited{0x060c, "not_invited",
                                  "No maintainer has proposed this account for that place; ask one."};
inline constexpr Code kAlreadyLeaving{
    0x060d, "already_leaving", "The account is on its way out of the project; wait until it has left."};
inline constexpr Code kNothingListed{0x060e, "nothing_listed", "The list is empty; name at least one."};
inline constexpr Code kZeroPoints{0x060f, "zero_points", "Give each contribution at least one point."};
inline constexpr Code kContributionInFuture{0x0610, "contribution_in_future",
                                            "A contribution lies after the block's time; correct its time."};
inline constexpr Code kEvidenceUsed{
    0x0611, "evidence_used",
    "This evidence stands for a contribution already; each counts once on the chain."};
inline constexpr Code kBudgetExceeded{
    0x0612, "budget_exceeded", "The project's points of this period are used up; record fewer, or wait."};
inline constexpr Code kContributorCap{
    0x0613, "contributor_cap_exceeded",
    "A contributor has reached the points that one may get in a period; wait."};
inline constexpr Code kContributionNotFound{0x0614, "contribution_not_found",
                                            "The project has no contribution of this number."};
inline constexpr Code kNotWaiting{0x0615, "not_waiting",
                                  "The contribution does not wait for a confirmation."};
inline constexpr Code kWindowClosed{
    0x0616, "challenge_window_closed",
    "A contribution can be challenged from its confirmation until its window ends."};
inline constexpr Code kAlreadyChallenged{
    0x0617, "already_challenged", "Somebody challenged the contribution already; wait for the reviewers."};
inline constexpr Code kTooManyChallenges{
    0x0618, "too_many_challenges", "You have as many open challenges as one may; wait until one is decided."};
inline constexpr Code kChallengeRightLost{0x0619, "challenge_right_lost",
                                          "You lost a challenge; the right returns after the next period."};
inline constexpr Code kNotChallenged{0x061a, "not_challenged", "The contribution has no open challenge."};
inline constexpr Code kOwnContribution{0x061b, "own_contribution",
                                       "Its contributor or recorder cannot challenge a contribution."};

}  // namespace kula::contracts::projects
