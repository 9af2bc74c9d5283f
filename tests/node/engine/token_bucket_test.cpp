#include "node/engine/token_bucket.h"

#include <gtest/gtest.h>

namespace kula::engine {
namespace {

TEST(TokenBucket, GivesTheBurstAtOnceAndNoMore) {
  TokenBucket bucket(3, 1);
  EXPECT_TRUE(bucket.take(2, 0));
  EXPECT_FALSE(bucket.take(2, 0));
  EXPECT_TRUE(bucket.take(1, 0));
  EXPECT_FALSE(bucket.take(1, 999));
  EXPECT_TRUE(bucket.take(1, 1'000));
}

TEST(TokenBucket, FillsNoFurtherThanTheBurst) {
  TokenBucket bucket(3, 1'000);
  EXPECT_TRUE(bucket.take(3, 0));
  EXPECT_FALSE(bucket.take(4, UINT64_MAX / 2));
  EXPECT_TRUE(bucket.take(3, UINT64_MAX / 2));
  EXPECT_FALSE(bucket.take(1, UINT64_MAX / 2));
}

TEST(TokenBucket, FillsAtItsPace) {
  TokenBucket bucket(5, 10);
  EXPECT_TRUE(bucket.take(5, 1'000));
  EXPECT_FALSE(bucket.take(1, 1'099));
  EXPECT_TRUE(bucket.take(1, 1'100));
  EXPECT_FALSE(bucket.take(1, 1'100));
}

TEST(TokenBucket, IsPaidBackInTimeWhatWasBorrowed) {
  TokenBucket bucket(10, 1'000);
  bucket.borrow(110, 5);
  EXPECT_EQ(bucket.debt_ms(), 101u);
  EXPECT_FALSE(bucket.take(1, 50));
  EXPECT_EQ(bucket.debt_ms(), 56u) << "what is refused costs nothing";
  bucket.borrow(0, 106);
  EXPECT_EQ(bucket.debt_ms(), 0u);
}

}  // namespace
}  // namespace kula::engine
