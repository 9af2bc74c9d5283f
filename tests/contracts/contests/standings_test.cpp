// Standings against an oracle that scales every mean to one denominator instead of cross-multiplying.
#include "contracts/contests/standings.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <set>

namespace kula::contracts::contests {
namespace {

__extension__ using Wide = unsigned __int128;

std::vector<std::uint64_t> order(const std::vector<Standing>& standings) {
  std::vector<std::uint64_t> result;
  for (const auto& standing : standings) result.push_back(standing.entry);
  return result;
}

TEST(Standings, LeaveOutEntriesThatNobodyScored) {
  EXPECT_TRUE(standings({}, 0).empty());
  EXPECT_EQ(order(standings({{1, {}}, {2, {0}}, {3, {}}}, 0)), (std::vector<std::uint64_t>{2}));
}

TEST(Standings, CompareMeansNotSums) {
  // 3 judges of 50 against one of 90.
  EXPECT_EQ(order(standings({{1, {50, 50, 50}}, {2, {90}}}, 0)), (std::vector<std::uint64_t>{2, 1}));
}

TEST(Standings, CompareFractionsExactly) {
  // 100/3 against 33: integer division would call them equal and put the earlier first.
  EXPECT_EQ(order(standings({{1, {33}}, {2, {33, 33, 34}}}, 0)), (std::vector<std::uint64_t>{2, 1}));
  // 2^60 parts: products beyond 64 bits.
  const std::uint64_t big = 1ull << 60;
  EXPECT_EQ(order(standings({{1, {big, big, big}}, {2, {big, big, big + 1}}, {3, {big}}}, 0)),
            (std::vector<std::uint64_t>{2, 1, 3}));
}

TEST(Standings, PutTheEarlierEntryFirstWhenMeansAreEqual) {
  EXPECT_EQ(order(standings({{3, {10, 20}}, {2, {15}}, {1, {5, 15, 25}}}, 0)),
            (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(Standings, DropTheFloorOfTheTrimmedShareAtEachEnd) {
  struct Row {
    std::size_t judges;
    Bps trim;
    std::uint32_t dropped;
  };
  for (const auto& row : std::vector<Row>{{1, 4999, 0},
                                          {2, 4999, 0},
                                          {3, 4999, 1},
                                          {4, 2500, 1},
                                          {4, 2499, 0},
                                          {5, 2000, 1},
                                          {5, 1999, 0},
                                          {10, 1000, 1},
                                          {10, 999, 0},
                                          {16, 4999, 7}}) {
    std::vector<std::uint64_t> totals;
    for (std::size_t i = 0; i < row.judges; ++i) totals.push_back(100 - i);
    const auto result = standings({{7, totals}}, row.trim);
    ASSERT_EQ(result.size(), 1u);
    EXPECT_EQ(result[0].dropped, row.dropped) << row.judges << " judges, trim " << row.trim;
    ASSERT_EQ(result[0].counted.size(), row.judges - 2 * row.dropped);
    EXPECT_EQ(result[0].counted.back(), 100 - row.dropped);
    EXPECT_EQ(result[0].counted.front(), 101 - row.judges + row.dropped);
  }
}

TEST(Standings, OneExtremeJudgeDecidesNothingWhenTrimmed) {
  // Judge four gives entry 1 the top and entry 2 nothing.
  const std::vector<EntryTotals> entries{{1, {50, 51, 52, 100}}, {2, {60, 61, 62, 0}}};
  EXPECT_EQ(order(standings(entries, 0)), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(order(standings(entries, 2500)), (std::vector<std::uint64_t>{2, 1}));
}

// lcm(1..16): every mean of up to 16 totals is a whole number of this many parts.
constexpr std::uint64_t kParts = 720720;

struct Ranked {
  std::uint64_t entry;
  Wide parts;
};

std::vector<std::uint64_t> oracle(const std::vector<EntryTotals>& entries, std::uint64_t trim) {
  std::vector<Ranked> ranked;
  for (const auto& entry : entries) {
    if (entry.totals.empty()) continue;
    std::multiset<std::uint64_t> left(entry.totals.begin(), entry.totals.end());
    // As many as fit: drop one more while (d + 1) · 10000 <= k · trim.
    for (std::uint64_t d = 0; (d + 1) * 10000 <= entry.totals.size() * trim; ++d) {
      left.erase(left.begin());
      left.erase(std::prev(left.end()));
    }
    Wide sum = 0;
    for (const auto total : left) sum += total;
    ranked.push_back({entry.entry, sum * kParts / left.size()});
  }
  std::vector<std::uint64_t> result;
  while (!ranked.empty()) {
    auto best = ranked.begin();
    for (auto at = ranked.begin(); at != ranked.end(); ++at) {
      if (at->parts > best->parts || (at->parts == best->parts && at->entry < best->entry)) best = at;
    }
    result.push_back(best->entry);
    ranked.erase(best);
  }
  return result;
}

TEST(Standings, AgreeWithTheOracleOnRandomContests) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 2000; ++i) {
    // Few different totals give many ties; large ones need the wide products.
    const std::uint64_t spread = i % 2 == 0 ? 4 : (1ull << 57);
    std::vector<EntryTotals> entries(random() % 12);
    for (std::size_t n = 0; n < entries.size(); ++n) {
      entries[n].entry = n + 1;
      entries[n].totals.resize(random() % 17);
      for (auto& total : entries[n].totals) total = random() % spread;
    }
    const auto trim = static_cast<Bps>(random() % 5000);
    auto shuffled = entries;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    ASSERT_EQ(order(standings(shuffled, trim)), oracle(entries, trim)) << "trim " << trim;
  }
}

}  // namespace
}  // namespace kula::contracts::contests
