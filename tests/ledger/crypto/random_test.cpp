#include "ledger/crypto/random.h"

#include <gtest/gtest.h>

namespace kula::crypto {
namespace {

TEST(OsRandom, GivesAsManyBytesAsAskedAndNeverTheSame) {
  EXPECT_EQ(os_random(0).size(), 0u);
  EXPECT_EQ(os_random(1000).size(), 1000u);
  EXPECT_NE(os_random(32), os_random(32));
  EXPECT_NE(os_random_hash(), os_random_hash());
}

}  // namespace
}  // namespace kula::crypto
