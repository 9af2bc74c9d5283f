#include "ledger/row_cache.h"

#include <gtest/gtest.h>
#include <map>

#include "tests/ledger/base/seeded_random.h"

namespace kula::ledger {
namespace {

Bytes key_of(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
          static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
}

TEST(RowCache, KnowsNothingAtFirst) {
  RowCache cache;
  EXPECT_EQ(cache.find(key_of(1)), nullptr);
  EXPECT_EQ(cache.find({}), nullptr);
}

TEST(RowCache, TellsAnAbsentRowFromAnUnknownOne) {
  RowCache cache;
  cache.put(key_of(1), std::nullopt);
  ASSERT_NE(cache.find(key_of(1)), nullptr);
  EXPECT_FALSE(cache.find(key_of(1))->has_value());
}

TEST(RowCache, AnswersTheLastValuePut) {
  RowCache cache;
  cache.put(key_of(1), Bytes{1});
  cache.put(key_of(1), Bytes{2});
  EXPECT_EQ(*cache.find(key_of(1)), Bytes{2});
  cache.put(key_of(1), std::nullopt);
  EXPECT_EQ(*cache.find(key_of(1)), std::nullopt);
}

TEST(RowCache, ForgetsWhatItKnewOfARowThatBecameTooLarge) {
  RowCache cache;
  const Bytes fits(kMaxCachedRowBytes - 4);
  cache.put(key_of(1), fits);
  ASSERT_NE(cache.find(key_of(1)), nullptr);
  cache.put(key_of(1), Bytes(kMaxCachedRowBytes - 3));
  EXPECT_EQ(cache.find(key_of(1)), nullptr);
}

TEST(RowCache, KeepsWhatIsUsed) {
  constexpr std::size_t kSets = 64;
  RowCache cache(kSets);
  cache.put(key_of(0), Bytes{7});
  // Four times as many rows as there is room for; the one asked for again and again stays.
  for (std::uint32_t i = 1; i <= 4 * kSets * kRowCacheWays; ++i) {
    cache.put(key_of(i), Bytes{1});
    if (i % 10 == 0) {
      ASSERT_NE(cache.find(key_of(0)), nullptr) << "after " << i;
    }
  }
  EXPECT_EQ(cache.find(key_of(1)), nullptr) << "old rows make place";
}

TEST(RowCache, NeverAnswersWrongly) {
  tests::SeededRandom random;
  RowCache cache;
  std::map<Bytes, std::optional<Bytes>> truth;
  std::size_t hits = 0;
  for (int step = 0; step < 20'000; ++step) {
    const Bytes key = random.bytes(random.below(3));
    if (random.coin()) {
      auto value = random.coin() ? std::optional(random.bytes(random.below(2000))) : std::nullopt;
      cache.put(key, value);
      truth[key] = std::move(value);
    } else if (const auto* known = cache.find(key)) {
      ++hits;
      ASSERT_EQ(*known, truth.at(key));
    }
  }
  EXPECT_GT(hits, 1000U);
}

}  // namespace
}  // namespace kula::ledger
