// Rejections of contests (C9).
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::contests {

inline constexpr Code kContestNotFound{0x0901, "contest_not_found",
                                       "There is no such contest; check its slug."};
inline constexpr Code kBadDeadlines{
    0x0902, "bad_deadlines",
    "The four deadlines (entry, reveal, judging, judge reveal) must lie in the future, "
    "each after the one before."};
inline constexpr Code kBadTrim{0x0903, "bad_trim",
                               "Trim less than half at each end (below 5000), so that a score is left."};
inline constexpr Code kBadCriteria{0x0904, "bad_criteria", "Name 1 to 16 criteria with weights above zero."};
inline constexpr Code kBadMinimum{0x0905, "bad_minimum_judges",
                                  "Ask for at least one judge and at most as many as the contest has."};
inline constexpr Code kNoPrizes{0x0906, "no_prizes", "Name at least one prize; it may be of zero credits."};
inline constexpr Code kJudgeBarred{
    0x0907, "judge_barred",
    "The judge left a committed score unrevealed and is barred for some periods; "
    "name another."};
inline constexpr Code kPointBudget{
    0x0908, "point_budget_exceeded",
    "The points that contests may give in this period are used up; give fewer, or wait."};
inline constexpr Code kNoPointPrizes{0x0909, "no_point_prizes",
                                     "The contest has no point prizes to approve."};
inline constexpr Code kPointsApproved{0x090a, "points_already_approved",
                                      "The point prizes are approved already."};
inline constexpr Code kEntriesBegun{
    0x090b, "entries_begun", "Point prizes can be approved until the first entry; this contest has one."};
inline constexpr Code kPhaseNotOpen{0x090c, "phase_not_open",
                                    "It is too early for this; see the contest's deadlines."};
inline constexpr Code kPhaseOver{0x090d, "phase_over",
                                 "The deadline for this has passed; see the contest's deadlines."};
inline constexpr Code kAlreadyEntered{0x090e, "already_entered",
                                      "You have entered this contest; one entry each."};
inline constexpr Code kContestFull{0x090f, "contest_full",
                                   "The contest has as many entries as one may have."};
inline constexpr Code kEntryNotFound{0x0910, "entry_not_found", "The contest has no such entry."};
inline constexpr Code kEntryVoid{0x0911, "entry_void",
                                 "The entry was not revealed in time and cannot be scored."};
inline constexpr Code kAlreadyRevealed{0x0912, "already_revealed",
                                       "This is revealed already; nothing is left to do."};
inline constexpr Code kMismatch{
    0x0913, "commitment_mismatch",
    "This does not open the commitment; give exactly what was committed, with its salt."};
inline constexpr Code kNotJudge{0x0914, "not_judge", "Only a judge of the contest may do that."};
inline constexpr Code kScoreCommitted{0x0915, "score_committed",
                                      "You committed a score for this entry already; it cannot be changed."};
inline constexpr Code kScoreNotFound{0x0916, "score_not_found", "You committed no score for this entry."};
inline constexpr Code kBadScores{0x0917, "bad_scores", "Give one score of 0 to 100 for each criterion."};
inline constexpr Code kAlreadySettled{0x0918, "already_settled", "The contest is settled already."};

}  // namespace kula::contracts::contests
