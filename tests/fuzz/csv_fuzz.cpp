#include "cli/demo/csv.h"
#include "tests/fuzz/fuzz.h"

namespace {

std::string quoted(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

}  // namespace

// Records count up, and what is read without a fault is read the same when every field is quoted.
KULA_FUZZ(input) {
  using namespace kula::cli::demo;
  std::size_t line = 0;
  std::size_t row = 0;
  for (const auto& record : parse_csv(kula::as_text(input))) {
    KULA_CHECK(record.row > row && record.line > line, "a record is not behind the one before it");
    row = record.row;
    line = record.line;
    if (!record.fault.empty()) continue;
    std::string text;
    for (const auto& field : record.fields) text += (text.empty() ? "" : ",") + quoted(field);
    const auto again = parse_csv(text);
    KULA_CHECK(again.size() == 1 && again[0].fault.empty() && again[0].fields == record.fields,
               "a record changes when it is written and read again");
  }
}
