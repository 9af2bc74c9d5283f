// Block time and periods (contracts C0.4). Values only: nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/base/number.h"

namespace kula {

struct TimeTag;
using TimeMs = Number<TimeTag>;  // milliseconds since 1970-01-01T00:00:00Z

using DurationMs = std::uint64_t;
inline constexpr DurationMs kSecondMs = 1000;
inline constexpr DurationMs kMinuteMs = 60 * kSecondMs;
inline constexpr DurationMs kHourMs = 60 * kMinuteMs;
inline constexpr DurationMs kDayMs = 24 * kHourMs;

// time + duration, clamped at the end of representable time (a deadline that never comes).
[[nodiscard]] constexpr TimeMs after(TimeMs time, DurationMs duration) {
  return TimeMs{time.value > UINT64_MAX - duration ? UINT64_MAX : time.value + duration};
}

// "2026-11-22T17:37:41Z" with milliseconds when there are any; and back, UTC ("Z") or with an offset
// ("+01:00").
[[nodiscard]] std::string format_time(TimeMs time);
[[nodiscard]] std::optional<TimeMs> parse_time(std::string_view text);

// A period's ordinal: calendar months counted from 1970-01 = 0, or slices of a fixed length on a test
// network.
struct PeriodTag;
using Period = Number<PeriodTag>;

// How a network cuts time into periods. length_ms 0 means calendar months, UTC.
struct PeriodRule {
  DurationMs length_ms = 0;
  [[nodiscard]] Period period_of(TimeMs time) const;
  [[nodiscard]] TimeMs start_of(Period period) const;
  // "2026-11" for months, "p42" for slices.
  [[nodiscard]] std::string name_of(Period period) const;
};

// First period of a window of `trailing` closed periods plus the open one (C5.1).
[[nodiscard]] constexpr Period window_start(Period now, std::uint32_t trailing) {
  return Period{now.value > trailing ? now.value - trailing : 0};
}

}  // namespace kula
