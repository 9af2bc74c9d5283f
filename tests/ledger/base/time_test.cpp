#include "ledger/base/time.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

TEST(ParseTime, RefusesWhatIsNoMoment) {
  for (const auto* text : {"",
                           "2026",
                           "2026-11-22",
                           "2026-11-22T17:37:41",
                           "2026-11-22 17:37:41Z",
                           "2026-11-22T17:37:41z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-11-22T24:00:00Z",
                           "2026-11-22T23:60:00Z",
                           "2026-11-22T23:59:60Z",
                           "2026-11-22T17:37Z",
                           "2026-11-22T17:37:41.Z",
                           "2026-11-22T17:37:41.1234567890Z",
                           "2026-11-22T17:37:41+1:00",
                           "2026-11-22T17:37:41+24:00",
                           "2026-11-22T17:37:41+01:60",
                           "2026-11-22T17:37:41+0100",
                           "2026-11-22T17:37:41Z ",
                           " 2026-11-22T17:37:41Z",
                           "1969-12-31T23:59:59Z",
                           "1970-01-01T00:00:00+00:01",
                           "+026-11-22T17:37:41Z",
                           "2026-11-22T17:37:41.+1Z",
                           "9999-12-31T23:59:59-00:01"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

// Expected numbers: date -u -d <text> +%s
TEST(ParseTime, ReadsUtcOffsetsAndFractions) {
  EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), TimeMs{0});
  EXPECT_EQ(parse_time("2026-11-22T17:37:41Z"), TimeMs{1795369061000});
  EXPECT_EQ(parse_time("2026-11-22T18:37:41+01:00"), TimeMs{1795369061000});
  EXPECT_EQ(parse_time("2026-11-22T12:07:41-05:30"), TimeMs{1795369061000});
  EXPECT_EQ(parse_time("2026-11-22T17:37:41.5Z"), TimeMs{1795369061500});
  EXPECT_EQ(parse_time("2026-11-22T17:37:41.007Z"), TimeMs{1795369061007});
  EXPECT_EQ(parse_time("2026-11-22T17:37:41.007999999Z"), TimeMs{1795369061007});
  EXPECT_EQ(parse_time("2028-02-29T00:00:00Z"), TimeMs{1835395200000});
}

TEST(FormatTime, ShowsMillisecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(format_time(TimeMs{1795369061000}), "2026-11-22T17:37:41Z");
  EXPECT_EQ(format_time(TimeMs{1795369061007}), "2026-11-22T17:37:41.007Z");
  EXPECT_EQ(format_time(TimeMs{0}), "1970-01-01T00:00:00Z");
}

TEST(FormatTime, CallsADeadlineBeyondTheCalendarNever) {
  EXPECT_EQ(format_time(TimeMs{UINT64_MAX}), "never");
  EXPECT_EQ(format_time(TimeMs{253402300799999}), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(format_time(TimeMs{253402300800000}), "never");
}

TEST(After, ClampsAtTheEndOfTime) {
  EXPECT_EQ(after(TimeMs{5}, 7), TimeMs{12});
  EXPECT_EQ(after(TimeMs{UINT64_MAX - 1}, 2), TimeMs{UINT64_MAX});
}

TEST(PeriodRule, CutsCalendarMonthsInUtc) {
  const PeriodRule months;
  EXPECT_EQ(months.period_of(TimeMs{0}), Period{0});
  EXPECT_EQ(months.name_of(Period{0}), "1970-01");
  const Period november = months.period_of(*parse_time("2026-11-30T23:59:59.999Z"));
  const Period december = months.period_of(*parse_time("2026-12-01T00:00:00Z"));
  EXPECT_EQ(november, Period{682});
  EXPECT_EQ(december, Period{683});
  EXPECT_EQ(months.name_of(november), "2026-11");
  EXPECT_EQ(months.start_of(december), parse_time("2026-12-01T00:00:00Z"));
  EXPECT_EQ(months.name_of(months.period_of(*parse_time("2027-01-01T00:00:00Z"))), "2027-01");
}

TEST(PeriodRule, CutsSlicesOfAFixedLength) {
  const PeriodRule slices{1000};
  EXPECT_EQ(slices.period_of(TimeMs{999}), Period{0});
  EXPECT_EQ(slices.period_of(TimeMs{1000}), Period{1});
  EXPECT_EQ(slices.start_of(Period{42}), TimeMs{42000});
  EXPECT_EQ(slices.name_of(Period{42}), "p42");
}

TEST(WindowStart, StopsAtTheFirstPeriod) {
  EXPECT_EQ(window_start(Period{12}, 12), Period{0});
  EXPECT_EQ(window_start(Period{3}, 12), Period{0});
  EXPECT_EQ(window_start(Period{20}, 12), Period{8});
}

}  // namespace
}  // namespace kula
