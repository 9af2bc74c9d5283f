#include "ledger/types/validator_set.h"

#include <gtest/gtest.h>

#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

TEST(ValidatorSet, IsInvalidEmptyTooLargeUnorderedOrWithAKeyTwice) {
  EXPECT_FALSE(ValidatorSet{}.is_valid());
  EXPECT_FALSE(Signers(22).set.is_valid());
  ValidatorSet unordered = Signers(3).set;
  std::swap(unordered.validators[0], unordered.validators[2]);
  EXPECT_FALSE(unordered.is_valid());
  ValidatorSet twice = Signers(3).set;
  twice.validators[1] = twice.validators[0];
  EXPECT_FALSE(twice.is_valid());
  ValidatorSet impossible = Signers(3).set;
  impossible.validators[0].key = crypto::PublicKey{};
  EXPECT_FALSE(impossible.is_valid());
  EXPECT_TRUE(Signers(1).set.is_valid());
  EXPECT_TRUE(Signers(21).set.is_valid());
}

// q = n - floor((n-1)/3), written out: two thirds rounded would be wrong at 2, 3, 5, 6.
TEST(ValidatorSet, QuorumIsAllButTheFaulty) {
  const std::vector<std::size_t> quorums = {1, 2, 3,  3,  4,  5,  5,  6,  7,  7, 8,
                                            9, 9, 10, 11, 11, 12, 13, 13, 14, 15};
  for (std::size_t n = 1; n <= 21; ++n) {
    EXPECT_EQ(Signers(n).set.quorum(), quorums[n - 1]) << n;
  }
}

TEST(ValidatorSet, FindsAValidatorsIndexByItsKey) {
  const Signers signers(7);
  for (std::uint8_t i = 0; i < 7; ++i) EXPECT_EQ(signers.set.index_of(signers.keys[i].public_key()), i);
  EXPECT_FALSE(signers.set.index_of(key_of("stranger").public_key()));
}

TEST(ValidatorSet, HashDependsOnEveryMember) {
  const ValidatorSet set = Signers(4).set;
  ValidatorSet fewer = set;
  fewer.validators.pop_back();
  EXPECT_NE(set.hash(), fewer.hash());
  EXPECT_EQ(set.hash(), Signers(4).set.hash());
}

}  // namespace
}  // namespace kula::types
