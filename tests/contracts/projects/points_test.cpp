// What other modules read of points, over rows written by hand: periods, and what is due while its job has
// not run.
#include "contracts/projects/points.h"

#include <gtest/gtest.h>

#include "contracts/kernel/tables.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/record.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {
namespace {

TimeMs at(std::string_view text) { return parse_time(text).value(); }

class PointsTest : public testing::Test {
 protected:
  PointsTest() {
    kPolicy.put(state_, Policy{});
    alice_.raw.bytes[0] = 1;
    bob_.raw.bytes[0] = 2;
  }
  // Months of 2026 are the periods 672..683.
  [[nodiscard]] std::uint64_t vested(std::uint64_t first, std::uint64_t last, std::string_view now) const {
    return vested_points(state_, alice_, Period{first}, Period{last}, at(now)).value;
  }

  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  types::Address alice_;
  types::Address bob_;
};

TEST_F(PointsTest, AreNoneForAnAccountWithoutRows) {
  kPoints.put(state_, bob_, Period{672}, PeriodPoints{Points{9}, Points{9}});
  kPointsDue.put(state_, bob_, at("2026-01-01T00:00:00Z"), PointCount{Points{9}});
  EXPECT_EQ(vested(0, 700, "2026-12-01T00:00:00Z"), 0u);
  EXPECT_EQ(awarded_points(state_, alice_, Period{0}, Period{700}).value, 0u);
}

TEST_F(PointsTest, CountTheFirstAndTheLastPeriodAndNoOther) {
  for (std::uint64_t period = 671; period <= 675; ++period) {
    kPoints.put(state_, alice_, Period{period}, PeriodPoints{Points{1ull << (period - 671)}, Points{100}});
  }
  EXPECT_EQ(vested(672, 674, "2026-06-01T00:00:00Z"), 2u + 4u + 8u);
  EXPECT_EQ(vested(673, 673, "2026-06-01T00:00:00Z"), 4u);
  EXPECT_EQ(awarded_points(state_, alice_, Period{672}, Period{673}).value, 200u);
}

TEST_F(PointsTest, CountWhatIsDueFromItsMillisecondOnInThePeriodOfItsTime) {
  kPointsDue.put(state_, alice_, at("2026-01-31T23:59:59.999Z"), PointCount{Points{5}});
  kPointsDue.put(state_, alice_, at("2026-02-01T00:00:00Z"), PointCount{Points{7}});
  kPointsDue.put(state_, alice_, at("2026-03-01T00:00:00Z"), PointCount{Points{11}});
  EXPECT_EQ(vested(0, 700, "2026-01-31T23:59:59.998Z"), 0u);
  EXPECT_EQ(vested(0, 700, "2026-01-31T23:59:59.999Z"), 5u);
  EXPECT_EQ(vested(0, 700, "2026-02-01T00:00:00Z"), 12u);
  EXPECT_EQ(vested(672, 672, "2026-02-20T00:00:00Z"), 5u);
  EXPECT_EQ(vested(673, 673, "2026-02-20T00:00:00Z"), 7u);
}

TEST_F(PointsTest, AddWhatHasVestedAndWhatIsDue) {
  kPoints.put(state_, alice_, Period{673}, PeriodPoints{Points{100}, Points{1000}});
  kPointsDue.put(state_, alice_, at("2026-02-10T00:00:00Z"), PointCount{Points{7}});
  EXPECT_EQ(vested(673, 673, "2026-02-10T00:00:00Z"), 107u);
}

TEST(ContributionRecord, TakesAHundredEntriesAndNoMore) {
  Record record;
  for (std::size_t i = 0; i < kMaxEntries; ++i) {
    ContributionEntry entry;
    entry.points = Points{1};
    entry.evidence.bytes[0] = static_cast<std::uint8_t>(i);
    record.entries.push_back(entry);
  }
  EXPECT_TRUE(record.validate().has_value());
  record.entries.push_back(record.entries.front());
  record.entries.back().evidence.bytes[1] = 1;
  ASSERT_FALSE(record.validate().has_value());
  EXPECT_EQ(record.validate().error().code->name, "too_many");
}

}  // namespace
}  // namespace kula::contracts::projects
