// Fields of one row, each checked once; problems are collected, not thrown at the first.
#pragma once

#include <optional>

#include "cli/demo/csv.h"
#include "cli/demo/input.h"

namespace kula::cli::demo {

// Columns by the names of the header line, in any order.
class CsvTable {
 public:
  // Reports a missing column, a column twice and an empty text as problems of the file; `usable` is then
  // false.
  CsvTable(std::string file, std::string_view text, const std::vector<std::string>& columns, Input& input);
  [[nodiscard]] bool usable() const { return usable_; }
  [[nodiscard]] const std::vector<CsvRecord>& records() const { return records_; }  // without the header
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  // REQUIRES one of the columns.
  [[nodiscard]] std::size_t place_of(const std::string& column) const;

 private:
  std::string file_;
  std::vector<CsvRecord> records_;
  std::vector<std::pair<std::string, std::size_t>> places_;
  std::size_t width_ = 0;
  bool usable_ = true;
};

// Where a row is, and what is wrong with it. The row counts as skipped when anything was.
class RowProblems {
 public:
  RowProblems(Input& input, std::string file, std::size_t row, std::size_t line)
      : input_(input), file_(std::move(file)), row_(row), line_(line) {
    ++input_.rows;
  }
  RowProblems(const RowProblems&) = delete;
  RowProblems& operator=(const RowProblems&) = delete;
  ~RowProblems() { input_.skipped += bad_ ? 1 : 0; }

  void add(const std::string& field, std::string_view value, std::string problem);
  void note(const std::string& field, std::string_view value, std::string what);
  [[nodiscard]] bool any() const { return bad_; }

  // The checks. Each answers a value to go on with even when it reported a problem.
  [[nodiscard]] Amount amount(const std::string& field, std::string_view text);
  [[nodiscard]] std::uint64_t count(const std::string& field, std::string_view text);
  // ISO 8601 with a zone, or a date alone (midnight UTC); not after `latest`.
  [[nodiscard]] TimeMs time(const std::string& field, std::string_view text, TimeMs latest);
  // 1..256 bytes without control characters (C0.5). Line breaks and tabs become one space, with a note.
  [[nodiscard]] std::string title(const std::string& field, std::string_view text);
  // A slug from words: "Web Development" -> web-development.
  [[nodiscard]] Slug slug(const std::string& field, std::string_view text);

 private:
  [[nodiscard]] InputProblem entry(const std::string& field, std::string_view value, std::string text) const;

  Input& input_;
  std::string file_;
  std::size_t row_;
  std::size_t line_;
  bool bad_ = false;
};

// Lower-case letters and digits, anything else one "-", none at the ends, at most `limit` bytes. May be
// empty.
[[nodiscard]] std::string slug_words(std::string_view text, std::size_t limit);

}  // namespace kula::cli::demo
