#include "ledger/empty_ranges.h"

#include <gtest/gtest.h>

#include "ledger/limits.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::ledger {
namespace {

bool is_empty_at(const EmptyRanges& ranges, Bytes key) { return ranges.end_of(key) != nullptr; }

TEST(EmptyRanges, HoldFromTheFirstKeyToBeforeTheEnd) {
  EmptyRanges ranges;
  ranges.add({2}, {5});
  EXPECT_FALSE(is_empty_at(ranges, {1, 255}));
  EXPECT_TRUE(is_empty_at(ranges, {2}));
  EXPECT_TRUE(is_empty_at(ranges, {4, 255}));
  EXPECT_FALSE(is_empty_at(ranges, {5}));
  EXPECT_EQ(*ranges.end_of(Bytes{3}), Bytes{5});
}

TEST(EmptyRanges, JoinWhereTheyMeet) {
  EmptyRanges ranges;
  ranges.add({2}, {5});
  ranges.add({8}, {9});
  ranges.add({5}, {8});
  EXPECT_EQ(ranges.size(), 1U);
  EXPECT_EQ(*ranges.end_of(Bytes{2}), Bytes{9});
}

TEST(EmptyRanges, AnEntryCutsThem) {
  EmptyRanges ranges;
  ranges.add({2}, {5});
  ranges.revive(Bytes{3});
  EXPECT_EQ(*ranges.end_of(Bytes{2}), Bytes{3});
  EXPECT_FALSE(is_empty_at(ranges, {3}));
  EXPECT_EQ(*ranges.end_of(Bytes{3, 0}), Bytes{5});
  ranges.revive(Bytes{2});
  EXPECT_FALSE(is_empty_at(ranges, {2}));
  EXPECT_TRUE(is_empty_at(ranges, {2, 0}));
}

TEST(EmptyRanges, AreBounded) {
  EmptyRanges ranges;
  for (std::uint32_t i = 0; i < 3 * kMaxEmptyRanges; ++i) {
    const auto high = static_cast<std::uint8_t>(i >> 8);
    ranges.add({high, static_cast<std::uint8_t>(i), 0}, {high, static_cast<std::uint8_t>(i), 1});
  }
  EXPECT_EQ(ranges.size(), kMaxEmptyRanges);
}

// Judged key by key over a small space.
TEST(EmptyRanges, AgreeWithAListOfKeys) {
  tests::SeededRandom random;
  constexpr std::size_t kKeys = 48;
  for (int round = 0; round < 100; ++round) {
    EmptyRanges ranges;
    std::array<bool, kKeys> empty{};
    for (int step = 0; step < 30; ++step) {
      const auto key = static_cast<std::uint8_t>(random.below(kKeys));
      if (random.below(3) == 0) {
        ranges.revive(Bytes{key});
        empty[key] = false;
      } else if (const auto end = static_cast<std::uint8_t>(random.below(kKeys)); end > key) {
        ranges.add({key}, {end});
        for (std::size_t i = key; i < end; ++i) empty[i] = true;
      }
      for (std::size_t i = 0; i < empty.size(); ++i) {
        const auto* found = ranges.end_of(Bytes{static_cast<std::uint8_t>(i)});
        ASSERT_EQ(found != nullptr, empty[i]) << i;
        if (found == nullptr) continue;
        for (std::size_t skipped = i; Bytes{static_cast<std::uint8_t>(skipped)} < *found; ++skipped) {
          ASSERT_TRUE(empty[skipped]) << "from " << i << " past " << skipped;
        }
      }
    }
  }
}

}  // namespace
}  // namespace kula::ledger
