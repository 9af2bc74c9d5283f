// The contests module's tables. Included by .cpp files only.
#pragma once

#include "contracts/contests/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::contests {

inline constexpr state::Table<Contest, Slug> kContests{0x0901, "contests"};
inline constexpr state::Table<Entry, Slug, std::uint64_t> kEntries{0x0902, "contest_entries"};
inline constexpr state::Table<EntryNumber, Slug, types::Address> kEntrants{0x0903, "contest_entrants"};
inline constexpr state::Table<Score, Slug, std::uint64_t, types::Address> kScores{0x0904, "contest_scores"};
inline constexpr state::Table<JudgeWork, Slug, types::Address> kJudgeWork{0x0905, "contest_judges"};
inline constexpr state::Table<JudgeBar, types::Address> kJudgeBars{0x0906, "judge_bars"};
// Points of prizes approved in a period.
inline constexpr state::Table<PointBudget, Period> kPointBudgets{0x0907, "contest_points_approved"};
inline constexpr state::Table<Award, Slug, std::uint32_t> kAwards{0x0908, "contest_awards"};

}  // namespace kula::contracts::contests
