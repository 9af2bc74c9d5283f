#include "ledger/crypto/key_points.h"

#include <gtest/gtest.h>

#include "ledger/crypto/sha256.h"

namespace kula::crypto {
namespace {

// Keys, messages, signatures: what is signed by whom is known without asking the curve.
class KeyPointsTest : public testing::TestWithParam<std::size_t> {
 protected:
  KeyPointsTest() {
    for (std::size_t i = 0; i < kKeys; ++i) {
      const auto secret = SecretKey::from_bytes(hash_of("key", i).view()).value();
      keys_.push_back(secret.public_key());
      signatures_.push_back(secret.sign(hash_of("message", i), Hash{}));
    }
  }
  static Hash hash_of(std::string_view what, std::size_t number) {
    return sha256(as_bytes(std::string(what) + std::to_string(number)));
  }

  static constexpr std::size_t kKeys = 6;
  std::vector<PublicKey> keys_;
  std::vector<Signature> signatures_;
  KeyPoints points_{GetParam()};
};

// With one slot every key drives out the last.
INSTANTIATE_TEST_SUITE_P(Slots, KeyPointsTest, testing::Values(1, 2, 16'384));

TEST_P(KeyPointsTest, VerifyWhatEachKeySignedAndNothingElseInAnyOrder) {
  for (int round = 0; round < 2; ++round) {
    for (std::size_t key = 0; key < kKeys; ++key) {
      for (std::size_t other = 0; other < kKeys; ++other) {
        EXPECT_EQ(points_.verify(keys_[key], hash_of("message", other), signatures_[other]), key == other);
        EXPECT_EQ(points_.verify(keys_[key], hash_of("message", other), signatures_[key]), key == other);
      }
    }
  }
}

TEST_P(KeyPointsTest, RefuseWhatIsNoPointAlsoAfterItsNeighbourInTheSlot) {
  auto none = keys_[0];
  while (is_valid(none)) ++none.bytes[31];
  const auto message = hash_of("message", 0);
  EXPECT_FALSE(points_.verify(PublicKey{}, message, signatures_[0]));
  EXPECT_FALSE(points_.verify(none, message, signatures_[0]));
  EXPECT_TRUE(points_.verify(keys_[0], message, signatures_[0]));
  EXPECT_FALSE(points_.verify(none, message, signatures_[0]));
  EXPECT_FALSE(points_.verify(PublicKey{}, message, signatures_[0]));
  EXPECT_TRUE(points_.verify(keys_[0], message, signatures_[0]));
}

}  // namespace
}  // namespace kula::crypto
