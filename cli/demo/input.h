// What the three files say, row by row, once it has been checked; and every row that was not taken, with the
// reason.
#pragma once

#include <string>
#include <vector>

#include "contracts/courses/records.h"
#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/base/time.h"

namespace kula::cli::demo {

// Amounts above 10^9 credits are taken for mistakes, in every file.
inline constexpr Amount kMaxInputAmount{100'000'000'000};
// So are counts (subscribers, lines of code) above this.
inline constexpr std::uint64_t kMaxInputCount = 1'000'000'000;

struct CourseRow {
  std::size_t row = 0;
  std::string id;  // digits, unique in the file
  std::string title;
  Amount price;  // 0 when and only when it is free
  std::uint64_t subscribers = 0;
  contracts::courses::Level level = contracts::courses::Level::all;
  Slug subject;
};

struct ContributionRow {
  std::size_t row = 0;
  std::string commit;  // 40 or 64 hex digits, unique in the file
  std::string author;  // pseudonymous
  TimeMs at;
  std::uint64_t files = 0;
  std::uint64_t insertions = 0;
  std::uint64_t deletions = 0;
};

struct GrantRow {
  std::size_t row = 0;  // place in the list, from 1
  std::string id;       // unique in the file
  std::string title;
  std::string description;
  Amount amount;
  TimeMs awarded_at;
  std::string organisation;  // the recipient's id; never its name
  Slug programme;
};

// One reason why a row was not taken, or (`Input::notes`) one thing that was changed to take it.
struct InputProblem {
  std::string file;      // "courses", "contributions", "grants"
  std::size_t row = 0;   // CSV: 1 is the header; grants: from 1; 0: the whole file
  std::size_t line = 0;  // of a CSV file; 0 elsewhere
  std::string field;     // column or path; empty when the whole row is meant
  std::string value;     // as written, shortened
  std::string problem;
};

struct Input {
  std::vector<CourseRow> courses;
  std::vector<ContributionRow> contributions;
  std::vector<GrantRow> grants;
  std::vector<InputProblem> problems;
  std::vector<InputProblem> notes;
  std::size_t rows = 0;     // read, good or bad
  std::size_t skipped = 0;  // rows with at least one problem
};

// Each adds to `input`. A row with a problem is not taken; of rows with the same id the first good one is. A
// file that is no CSV or JSON of its shape at all is one problem with row 0. `latest`: no contribution is
// later.
void read_courses(std::string_view text, Input& input);
void read_contributions(std::string_view text, TimeMs latest, Input& input);
void read_grants(std::string_view text, TimeMs latest, Input& input);

}  // namespace kula::cli::demo
