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

TEST(TokenBucket, SpendsDownToNothing) {
  TokenBucket bucket(3, 1);
  bucket.spend(100, 0);
  EXPECT_FALSE(bucket.take(1, 0));
  EXPECT_TRUE(bucket.take(1, 1'000));
}

}  // namespace
}  // namespace kula::engine
