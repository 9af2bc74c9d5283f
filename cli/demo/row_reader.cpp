#include "cli/demo/row_reader.h"

#include <algorithm>

#include "contracts/kernel/checks.h"
#include "ledger/base/check.h"

namespace kula::cli::demo {

namespace {

constexpr std::size_t kShownBytes = 80;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Line breaks and tabs, with the spaces around them, become one space.
std::string on_one_line(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_space(text[end])) ++end;
    const auto gap = text.substr(at, end - at);
    const bool breaks = std::any_of(gap.begin(), gap.end(), is_control);
    if (!gap.empty()) result += breaks ? std::string(" ") : std::string(gap);
    if (end < text.size()) result += text[end];
    at = end + 1;
  }
  return result;
}

// "31/12/2015", "31.12.2015", "31-12-2015": two short numbers, then the year.
bool looks_day_first(std::string_view text) {
  return text.size() >= 8 && text.find_first_of("/.-") <= 2 && text[0] >= '0' && text[0] <= '9';
}

bool has_exponent(std::string_view text) {
  return text.find_first_of("eE") != std::string_view::npos &&
         text.find_first_not_of("0123456789.+-eE") == std::string_view::npos;
}

std::optional<TimeMs> time_of(std::string_view text) {
  if (const auto time = parse_time(text)) return time;
  return text.size() == 10 ? parse_time(std::string(text) + "T00:00:00Z") : std::nullopt;
}

}  // namespace

CsvTable::CsvTable(std::string file, std::string_view text, const std::vector<std::string>& columns,
                   Input& input)
    : file_(std::move(file)), records_(parse_csv(text)) {
  const auto refuse = [&](std::string_view value, std::string problem) {
    input.problems.push_back({file_, 0, 0, "", std::string(value), std::move(problem)});
    usable_ = false;
  };
  if (records_.empty()) {
    refuse("", "the file is empty; it needs a header line");
    return;
  }
  const CsvRecord header = records_.front();
  records_.erase(records_.begin());
  width_ = header.fields.size();
  if (!header.fault.empty()) {
    refuse("", "header line: " + header.fault);
    return;
  }
  for (const auto& column : columns) {
    const auto found = std::find(header.fields.begin(), header.fields.end(), column);
    if (found == header.fields.end()) {
      refuse(column, "the header line has no such column");
    } else if (std::find(found + 1, header.fields.end(), column) != header.fields.end()) {
      refuse(column, "the header line has this column twice");
    } else {
      places_.emplace_back(column, static_cast<std::size_t>(found - header.fields.begin()));
    }
  }
}

std::size_t CsvTable::place_of(const std::string& column) const {
  const auto found =
      std::find_if(places_.begin(), places_.end(), [&](const auto& p) { return p.first == column; });
  KULA_CHECK(found != places_.end(), "a column that was not asked for");
  return found->second;
}

InputProblem RowProblems::entry(const std::string& field, std::string_view value, std::string text) const {
  std::string shown(value.substr(0, kShownBytes));
  if (value.size() > kShownBytes) {
    // Not in the middle of a character.
    while (!shown.empty() && (static_cast<unsigned char>(value[shown.size()]) & 0xc0) == 0x80)
      shown.pop_back();
    shown += "…";
  }
  return {file_, row_, line_, field, std::move(shown), std::move(text)};
}

void RowProblems::add(const std::string& field, std::string_view value, std::string problem) {
  bad_ = true;
  input_.problems.push_back(entry(field, value, std::move(problem)));
}

void RowProblems::note(const std::string& field, std::string_view value, std::string what) {
  input_.notes.push_back(entry(field, value, std::move(what)));
}

Amount RowProblems::amount(const std::string& field, std::string_view text) {
  if (text.empty()) {
    add(field, text, "missing");
  } else if (text[0] == '-') {
    add(field, text, "a negative amount");
  } else if (has_exponent(text)) {
    add(field, text, "an amount with an exponent; write it out");
  } else if (const auto parsed = parse_amount(text); !parsed) {
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos && text.size() > 15;
    add(field, text, digits ? "an absurd amount" : "no amount; write 1234.50");
  } else if (*parsed > kMaxInputAmount) {
    add(field, text, "an absurd amount: more than 1,000,000,000");
  } else {
    return *parsed;
  }
  return {};
}

std::uint64_t RowProblems::count(const std::string& field, std::string_view text) {
  const auto parsed = parse_u64(text);
  if (text.empty()) {
    add(field, text, "missing");
  } else if (text[0] == '-') {
    add(field, text, "a negative number");
  } else if (!parsed) {
    add(field, text, "no whole number");
  } else if (*parsed > kMaxInputCount) {
    add(field, text, "an absurd number: more than 1,000,000,000");
  } else {
    return *parsed;
  }
  return 0;
}

TimeMs RowProblems::time(const std::string& field, std::string_view text, TimeMs latest) {
  const auto parsed = time_of(text);
  if (text.empty()) {
    add(field, text, "missing");
  } else if (!parsed && looks_day_first(text)) {
    add(field, text, "not an ISO 8601 time: the day seems to come first; write 2015-12-31T00:00:00Z");
  } else if (!parsed) {
    add(field, text, "not an ISO 8601 time; write 2015-12-31T00:00:00Z");
  } else if (*parsed > latest) {
    add(field, text, "lies in the future");
  } else {
    return *parsed;
  }
  return {};
}

std::string RowProblems::title(const std::string& field, std::string_view text) {
  std::string line = on_one_line(text);
  if (line.empty() || line == " ") {
    add(field, text, "missing");
  } else if (line.size() > 256) {
    add(field, text, "too long: " + std::to_string(line.size()) + " bytes; at most 256");
  } else if (!contracts::check_title(line)) {
    add(field, text, "has control characters");
  } else if (line != text) {
    note(field, text, "line breaks became spaces");
  }
  return line;
}

Slug RowProblems::slug(const std::string& field, std::string_view text) {
  const auto slug = Slug::from_text(slug_words(text, 64));
  if (text.empty()) {
    add(field, text, "missing");
  } else if (!slug) {
    add(field, text, "needs at least three letters or digits (a-z, 0-9)");
  }
  return slug.value_or(Slug{});
}

std::string slug_words(std::string_view text, std::size_t limit) {
  std::string slug;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == limit) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace kula::cli::demo
