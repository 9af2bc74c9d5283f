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
};

struct Stage {
  std::string name;  // for the progress line
  std::vector<PlannedTransaction> transactions;
  DurationMs at = 0;  // contests only: not before this long after they were announced
};

struct PlanOptions {
  std::uint64_t purchases = 5000;  // of paid courses, in all
};

// The order of rows in the files does not matter. `started`: when the marker was opened, for deadlines of
// grants.
[[nodiscard]] std::vector<Stage> plan_loading(const Input& input, const Cast& cast,
                                              const PlanOptions& options, TimeMs started);
// `announced`: when the contests were or will be announced; their deadlines follow from it. The first stage
// announces.
[[nodiscard]] std::vector<Stage> plan_contests(const Cast& cast, TimeMs announced);
// Slug of the first contest, and how long after the announcement its entries end: what `announced` is found
// by.
inline constexpr const char* kFirstContest = "translate-a-course";
inline constexpr DurationMs kEntryTime = 2 * kDayMs;

// Names the plan: of rows and options, without times.
[[nodiscard]] std::string plan_digest(const Input& input, const Cast& cast, const PlanOptions& options);
// The registrar's first transaction.
[[nodiscard]] Stage plan_marker(const Cast& cast, const std::string& digest);
[[nodiscard]] Slug marker_handle(const std::string& digest);

}  // namespace kula::cli::demo
