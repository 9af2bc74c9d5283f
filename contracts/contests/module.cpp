#include "contracts/contests/module.h"

#include "contracts/contests/codes.h"
#include "contracts/contests/create.h"
#include "contracts/contests/enter.h"
#include "contracts/contests/events.h"
#include "contracts/contests/queries.h"
#include "contracts/contests/score.h"
#include "contracts/contests/settle.h"
#include "contracts/contests/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::contests {

Module contests_module() {
  return {
      "contests",
      {make_action<Create>(), make_action<ApprovePoints>(), make_action<Enter>(), make_action<RevealEntry>(),
       make_action<CommitScore>(), make_action<RevealScore>(), make_action<Settle>()},
      {make_event<ContestCreated>(), make_event<ContestPointsApproved>(), make_event<ContestEntered>(),
       make_event<EntryRevealed>(), make_event<ScoreCommitted>(), make_event<ScoreRevealed>(),
       make_event<PrizeAwarded>(), make_event<JudgeWasBarred>(), make_event<ContestSettled>()},
      {},
      {make_table<kContests>(), make_table<kEntries>(), make_table<kEntrants>(), make_table<kScores>(),
       make_table<kJudgeWork>(), make_table<kJudgeBars>(), make_table<kPointBudgets>(),
       make_table<kAwards>()},
      {&kContestNotFound, &kBadDeadlines,  &kBadTrim,         &kBadCriteria,    &kBadMinimum,
       &kNoPrizes,        &kJudgeBarred,   &kPointBudget,     &kNoPointPrizes,  &kPointsApproved,
       &kEntriesBegun,    &kPhaseNotOpen,  &kPhaseOver,       &kAlreadyEntered, &kContestFull,
       &kEntryNotFound,   &kEntryVoid,     &kAlreadyRevealed, &kMismatch,       &kNotJudge,
       &kScoreCommitted,  &kScoreNotFound, &kBadScores,       &kAlreadySettled},
      {make_query<ContestShow>()}};
}

}  // namespace kula::contracts::contests
