// The projects module's tables. Included by .cpp files only.
#pragma once

#include "contracts/kernel/mark.h"
#include "contracts/projects/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::projects {

inline constexpr state::Table<Project, Slug> kProjects{0x0601, "projects"};
inline constexpr state::Table<Member, Slug, types::Address> kMembers{0x0602, "project_members"};
inline constexpr state::Table<PastMaintainer, Slug, types::Address> kPastMaintainers{0x0603,
                                                                                     "past_maintainers"};
inline constexpr state::Table<Invitation, Slug, types::Address, MemberRole> kInvitations{
    0x0604, "project_invitations"};
inline constexpr state::Table<RemovalVotes, Slug, types::Address> kRemovalVotes{0x0605,
                                                                                "project_removal_votes"};
inline constexpr state::Table<Contribution, Slug, std::uint64_t> kContributions{0x0606, "contributions"};
// By project, as one that waits in a project, or was struck there, is free for others (evidence.h).
inline constexpr state::Table<EvidenceUse, Hash, Slug> kEvidence{0x0607, "evidence"};
// Recorded points: by project, and by contributor over all projects and contests (C6.3).
inline constexpr state::Table<PointCount, Slug, Period> kProjectBudget{0x0608, "project_points_recorded"};
inline constexpr state::Table<PointCount, types::Address, Period> kContributorUse{
    0x0609, "contributor_points_recorded"};
// Points of pending and challenged contributions by when they vest.
inline constexpr state::Table<PointCount, types::Address, TimeMs> kPointsDue{0x060a, "points_due"};
inline constexpr state::Table<PeriodPoints, types::Address, Period> kPoints{0x060b, "points"};
inline constexpr state::Table<TotalPoints, types::Address> kPointTotals{0x060c, "point_totals"};
// By challenger and when the challenge lapses.
inline constexpr state::Table<Mark, types::Address, TimeMs, Slug, std::uint64_t> kOpenChallenges{
    0x060d, "open_challenges"};
inline constexpr state::Table<ChallengeBar, types::Address> kChallengeBars{0x060e, "challenge_bars"};

}  // namespace kula::contracts::projects
