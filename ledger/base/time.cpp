#include "ledger/base/time.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace kula {

namespace {
using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kLastDay = 2'932'896;  // 9999-12-31, counted from 1970: the last date with a text

year_month_day civil(TimeMs time) {
  const auto days = static_cast<std::int64_t>(time.value / kDayMs);
  return year_month_day{sys_days{std::chrono::days{days}}};
}

// Exactly `digits` decimal digits from `text`, which is advanced past them.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}
bool take_char(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+hh:mm" or "-hh:mm" to seconds east of UTC.
std::optional<std::int64_t> take_offset(std::string_view text) {
  if (text == "Z") return 0;
  const bool east = take_char(text, '+');
  if (!east && !take_char(text, '-')) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || !take_char(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = (*hours * 60 + *minutes) * std::int64_t{60};
  return east ? seconds : -seconds;
}

std::optional<std::int64_t> take_fraction_ms(std::string_view& text) {
  if (!take_char(text, '.')) return 0;
  std::int64_t milliseconds = 0;
  std::int64_t unit = 100;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    milliseconds += unit * (text.front() - '0');
    unit /= 10;
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  return milliseconds;
}
}  // namespace

std::string format_time(TimeMs time) {
  // A deadline that never comes has no calendar date.
  if (time.value / kDayMs > static_cast<std::uint64_t>(kLastDay)) return "never";
  const auto date = civil(time);
  const auto in_day = time.value % kDayMs;
  std::array<char, 40> text{};
  const auto length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02llu:%02llu:%02llu",
                    static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<unsigned long long>(in_day / kHourMs),
                    static_cast<unsigned long long>(in_day / kMinuteMs % 60),
                    static_cast<unsigned long long>(in_day / kSecondMs % 60));
  std::string result(text.data(), static_cast<std::size_t>(length));
  if (const auto milliseconds = in_day % kSecondMs; milliseconds != 0) {
    const auto digits = std::to_string(1000 + milliseconds);
    result += "." + digits.substr(1);
  }
  return result + "Z";
}

std::optional<TimeMs> parse_time(std::string_view text) {
  const auto y = take_digits(text, 4);
  if (!y || !take_char(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take_char(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d || !take_char(text, 'T')) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || !take_char(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || !take_char(text, ':')) return std::nullopt;
  const auto seconds = take_digits(text, 2);
  if (!seconds) return std::nullopt;
  const auto milliseconds = take_fraction_ms(text);
  const auto offset = milliseconds ? take_offset(text) : std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!offset || !date.ok() || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  const std::int64_t total = sys_days{date}.time_since_epoch().count() * kDaySeconds +
                             *hours * std::int64_t{3600} + *minutes * 60 + *seconds - *offset;
  if (total < 0 || total / kDaySeconds > kLastDay) return std::nullopt;
  return TimeMs{static_cast<std::uint64_t>(total * 1000 + *milliseconds)};
}

Period PeriodRule::period_of(TimeMs time) const {
  if (length_ms != 0) return Period{time.value / length_ms};
  const auto date = civil(time);
  const auto months =
      (static_cast<int>(date.year()) - 1970) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  return Period{static_cast<std::uint64_t>(months)};
}

TimeMs PeriodRule::start_of(Period period) const {
  if (length_ms != 0) return TimeMs{period.value * length_ms};
  const year_month_day first{year{1970 + static_cast<int>(period.value / 12)},
                             month{static_cast<unsigned>(period.value % 12) + 1}, day{1}};
  return TimeMs{static_cast<std::uint64_t>(sys_days{first}.time_since_epoch().count()) * kDayMs};
}

std::string PeriodRule::name_of(Period period) const {
  if (length_ms != 0) return "p" + std::to_string(period.value);
  return format_time(start_of(period)).substr(0, 7);
}

}  // namespace kula
