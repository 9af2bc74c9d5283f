#include "cli/print.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <unistd.h>
#include <utf8proc.h>

namespace kula::cli {

namespace {

struct Character {
  utf8proc_int32_t point = -1;  // less than 0: no UTF-8
  std::size_t bytes = 1;
};

// REQUIRES that the text is not empty.
Character first_of(std::string_view text) {
  Character character;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &character.point);
  if (length > 0) character.bytes = static_cast<std::size_t>(length);
  return character;
}

// A byte that is no UTF-8 may be a control of an 8-bit terminal. Formatting characters are invisible, and
// turn or hide what stands beside them.
bool is_harmful(const Character& character) {
  if (character.point < 0) return true;
  switch (utf8proc_category(character.point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

}  // namespace

void print_line(std::string_view text) { std::printf("%.*s\n", static_cast<int>(text.size()), text.data()); }
void print_note(std::string_view text) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}
void print_json(const codec::JsonValue& value) { print_line(value.dump(2)); }

void print_error(const Error& error, bool json) {
  if (json) {
    codec::JsonValue value;
    value.set("error", codec::JsonValue(error.code)).set("what", codec::JsonValue(error.what));
    value.set("cause", codec::JsonValue(error.cause)).set("next", codec::JsonValue(error.next));
    print_note(value.dump());
    return;
  }
  print_note("error: " + error.code + ": " + harmless(error.what));
  print_note("cause: " + harmless(error.cause));
  print_note("next:  " + harmless(error.next));
}

std::string harmless(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto character = first_of(text);
    if (!is_harmful(character)) result += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return result;
}

std::string harmless_lines(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    result += harmless(text.substr(at, end - at));
    if (end < text.size()) result += '\n';
    at = end + 1;
  }
  return result;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto character = first_of(text);
    width += character.point < 0 ? 1 : static_cast<std::size_t>(utf8proc_charwidth(character.point));
    text.remove_prefix(character.bytes);
  }
  return width;
}

void print_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                 const std::vector<std::size_t>& right) {
  std::vector<std::size_t> widths;
  for (const auto& cell : header) widths.push_back(width_of(cell));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  const auto print_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width_of(row[i]), ' ');
      const bool is_right = std::find(right.begin(), right.end(), i) != right.end();
      line += (i > 0 ? "  " : "") + (is_right ? padding + row[i] : row[i] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    print_line(line);
  };
  print_row(header);
  for (const auto& row : rows) print_row(row);
}

TimeMs wall_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return TimeMs{
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count())};
}

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), started_ms_(wall_clock().value), shown_ms_(started_ms_) {}

void Progress::update(std::size_t done) {
  done_ = done;
  const bool terminal = isatty(STDERR_FILENO) == 1;
  if (wall_clock().value - shown_ms_ >= (terminal ? 200u : 5000u)) show(false);
}

void Progress::finish() { show(true); }

void Progress::show(bool last) {
  shown_ms_ = wall_clock().value;
  const auto elapsed_ms = std::max<std::uint64_t>(shown_ms_ - started_ms_, 1);
  const auto rate = done_ * 1000 / elapsed_ms;
  const auto left_s = rate == 0 || done_ >= total_ ? 0 : (total_ - done_) / rate;
  const bool terminal = isatty(STDERR_FILENO) == 1;
  std::fprintf(stderr, "%s%s: %zu of %zu, %llu/s, %llu s left%s", terminal ? "\r\033[K" : "", what_.c_str(),
               done_, total_, static_cast<unsigned long long>(rate), static_cast<unsigned long long>(left_s),
               terminal && !last ? "" : "\n");
  std::fflush(stderr);
}

}  // namespace kula::cli
