// What people see: data on standard output, all else on standard error. Text of the chain is hostile:
// control, escape and direction characters are taken out before it reaches a terminal.
#pragma once

#include <string>
#include <vector>

#include "cli/error.h"
#include "ledger/base/time.h"
#include "ledger/codec/json_value.h"

namespace kula::cli {

void print_error(const Error& error, bool json);
void print_line(std::string_view text);  // standard output
void print_note(std::string_view text);  // standard error
void print_json(const codec::JsonValue& value);

// Without control, escape, zero-width and bidirectional characters, and without bytes that are no UTF-8.
[[nodiscard]] std::string harmless(std::string_view text);

// The same line by line: line breaks stay.
[[nodiscard]] std::string harmless_lines(std::string_view text);

// Columns of a terminal that the text takes: 2 for a wide character, 0 for a combining one.
[[nodiscard]] std::size_t width_of(std::string_view text);

// Columns padded to their widest cell; the columns named in `right` are right-aligned.
void print_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                 const std::vector<std::size_t>& right = {});

// A progress line on standard error, rewritten on a terminal, one line every few seconds elsewhere: done,
// total, rate, time left.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  void update(std::size_t done);
  void finish();

 private:
  void show(bool last);
  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::uint64_t started_ms_;
  std::uint64_t shown_ms_;
};

// Milliseconds of this machine's clock.
[[nodiscard]] TimeMs wall_clock();

}  // namespace kula::cli
