// Comma-separated values as RFC 4180 has them: quotes, doubled quotes, line breaks inside quotes, LF or CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kula::cli::demo {

struct CsvRecord {
  std::size_t row = 0;   // 1 is the header, as a spreadsheet counts
  std::size_t line = 0;  // of the file, where the record begins, from 1
  std::vector<std::string> fields;
  std::string fault;  // why the record cannot be trusted; empty when it can
};

// Some programs begin every file of text with the mark.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

// Every record that is not an empty line. A faulty record ends at the end of its line, except for a quote
// that is never closed: it ends at the end of the text, because nobody can know where it should have.
[[nodiscard]] std::vector<CsvRecord> parse_csv(std::string_view text);

}  // namespace kula::cli::demo
