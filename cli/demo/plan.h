// From checked rows to the transactions of the demo: a pure function, so that a load that was killed goes on
// where the chain is. The rules are in README.md; check_*.cpp repeats them with code of its own.
#pragma once

#include <optional>
#include <vector>

#include "cli/demo/cast.h"
#include "cli/demo/input.h"
#include "ledger/types/transaction.h"

namespace kula::cli::demo {

inline constexpr const char* kFundSlug = "community-grants";
inline constexpr const char* kProjectSlug = "cereal";
// The account whose opening marks which demo is on the chain and when it began.
inline constexpr const char* kMarkerLabel = "demo-plan";
inline constexpr std::uint64_t kMaxPurchases = 1'000'000;

// A sender's k-th transaction of the plan has nonce k.
struct PlannedTransaction {
  std::string sender;  // label
  std::vector<types::Action> actions;
  std::string about;  // the first thing in it, for messages: "courses row 17"
  // It builds on what others send before it. Between senders a network keeps no order, so that must be final.
  bool waits = false;
};

struct Stage {
  std::string name;  // for the progress line
  std::vector<PlannedTransaction> transactions;
  DurationMs at = 0;         // contests only: not before this long after they were announced
  bool may_be_late = false;  // contests only: what a missed deadline leads to does not stop the load
};

// The group of each of the stage's transactions: within a group no transaction builds on what others of it
// do.
[[nodiscard]] std::vector<std::size_t> groups_of(const Stage& stage);

struct PlanOptions {
  std::uint64_t purchases = 5000;  // of paid courses, in all
};

// The order of rows in the files does not matter. `started`: when the marker was opened, for deadlines of
// grants.
[[nodiscard]] std::vector<Stage> plan_loading(const Input& input, const Cast& cast,
                                              const PlanOptions& options, TimeMs started);

// The contests. A load that is taken up again after a deadline of theirs sends the rest of the round, settles
// it and begins another one with accounts and slugs of its own: a judge who missed a deadline is barred
// (C9.3). Rounds count from 1; `plan_loading` opens the accounts of the first.
[[nodiscard]] std::vector<Stage> plan_contest_people(const Cast& cast, std::uint64_t round);
// `announced`: when the contests were or will be announced; their deadlines follow from it. The first stage
// announces.
[[nodiscard]] std::vector<Stage> plan_contests(const Cast& cast, std::uint64_t round, TimeMs announced);
// How long after the announcement entries end: what `announced` is found by.
inline constexpr DurationMs kEntryTime = 2 * kDayMs;
// What shows that no deadline of a round was missed. The first one's slug tells when the round began.
struct ContestWork {
  std::string slug;
  std::uint64_t scores = 0;  // revealed
  bool points = false;       // approved
};
[[nodiscard]] std::vector<ContestWork> contest_work(std::uint64_t round);

// Names the plan: of rows and options, without times.
[[nodiscard]] std::string plan_digest(const Input& input, const Cast& cast, const PlanOptions& options);
// The registrar's first transaction.
[[nodiscard]] Stage plan_marker(const Cast& cast, const std::string& digest);
[[nodiscard]] Slug marker_handle(const std::string& digest);

}  // namespace kula::cli::demo
