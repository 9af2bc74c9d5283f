#include "ledger/crypto/keys.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "ledger/crypto/sha256.h"
#include "tests/support/tests_folder.h"

namespace kula::crypto {
namespace {

struct Vector {
  std::string name;
  std::string secret;
  PublicKey key;
  std::string auxiliary;
  Bytes message;
  Signature signature;
  bool valid = false;
};

// The published file writes its hex in capitals.
std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? c + 32 : c; });
  return text;
}

std::vector<Vector> read_vectors() {
  std::ifstream file(tests::tests_folder() + "/ledger/crypto/vectors/test-vectors.csv");
  std::vector<Vector> vectors;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<std::string> cell(8);
    for (auto& each : cell) std::getline(cells, each, ',');
    vectors.push_back({cell[0] + " " + cell[7], lower(cell[1]), PublicKey::from_text(lower(cell[2])).value(),
                       lower(cell[3]), from_hex(lower(cell[4])).value(),
                       Signature::from_text(lower(cell[5])).value(), cell[6] == "TRUE"});
  }
  return vectors;
}

SecretKey key_of(std::string_view label) {
  return SecretKey::from_bytes(sha256(as_bytes(label)).view()).value();
}

TEST(Verify, AgreesWithEveryPublishedVector) {
  const auto vectors = read_vectors();
  ASSERT_EQ(vectors.size(), 19u);
  for (const Vector& vector : vectors) {
    EXPECT_EQ(verify(vector.key, vector.message, vector.signature), vector.valid) << vector.name;
  }
}

TEST(Sign, AgreesWithEveryPublishedVectorOfAHash) {
  int signed_vectors = 0;
  for (const Vector& vector : read_vectors()) {
    const auto message = Hash::from_view(vector.message);
    if (vector.secret.empty() || !message) continue;
    const auto key = SecretKey::from_bytes(*from_hex(vector.secret));
    ASSERT_TRUE(key) << vector.name;
    EXPECT_EQ(key->public_key(), vector.key) << vector.name;
    EXPECT_EQ(key->sign(*message, Hash::from_text(vector.auxiliary).value()), vector.signature)
        << vector.name;
    ++signed_vectors;
  }
  EXPECT_EQ(signed_vectors, 4);
}

TEST(Verify, RefusesAnyChangedBit) {
  const SecretKey key = key_of("signer");
  const Hash message = sha256(as_bytes("message"));
  const Signature signature = key.sign(message, Hash{});
  ASSERT_TRUE(verify(key.public_key(), message, signature));
  for (std::size_t bit = 0; bit < 512; ++bit) {
    Signature changed = signature;
    changed.bytes[bit / 8] = static_cast<std::uint8_t>(changed.bytes[bit / 8] ^ (1u << bit % 8));
    EXPECT_FALSE(verify(key.public_key(), message, changed)) << bit;
  }
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Hash changed = message;
    changed.bytes[bit / 8] = static_cast<std::uint8_t>(changed.bytes[bit / 8] ^ (1u << bit % 8));
    EXPECT_FALSE(verify(key.public_key(), changed, signature)) << bit;
  }
  EXPECT_FALSE(verify(key_of("other").public_key(), message, signature));
}

TEST(PublicKey, IsInvalidOffTheCurve) {
  EXPECT_FALSE(is_valid(PublicKey{}));
  PublicKey beyond_the_field;
  beyond_the_field.bytes.fill(0xff);
  EXPECT_FALSE(is_valid(beyond_the_field));
  // BIP340's vector 5: no point has this x.
  EXPECT_FALSE(
      is_valid(*PublicKey::from_text("eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34")));
  EXPECT_TRUE(is_valid(key_of("a").public_key()));
}

TEST(SecretKey, RefusesZeroTheGroupOrderAndOtherSizes) {
  const auto order = *from_hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  auto below = order;
  below.back() = 0x40;
  EXPECT_FALSE(SecretKey::from_bytes(Bytes(32)));
  EXPECT_FALSE(SecretKey::from_bytes(order));
  EXPECT_FALSE(SecretKey::from_bytes(Bytes(32, 0xff)));
  EXPECT_FALSE(SecretKey::from_bytes(Bytes(31, 1)));
  EXPECT_FALSE(SecretKey::from_bytes(Bytes(33, 1)));
  EXPECT_TRUE(SecretKey::from_bytes(below));
}

TEST(SecretKey, LeavesNothingBehindWhenMovedAway) {
  SecretKey first = key_of("first");
  const Bytes secret = to_bytes(first.reveal());
  SecretKey second = std::move(first);
  const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
  const ByteView left_behind = first.reveal();  // NOLINT: looking at the moved-from key is the point
  EXPECT_TRUE(std::all_of(left_behind.begin(), left_behind.end(), is_zero));
  EXPECT_EQ(to_bytes(second.reveal()), secret);
  SecretKey third = key_of("third");
  third = std::move(second);
  EXPECT_EQ(to_bytes(third.reveal()), secret);
  EXPECT_EQ(third.public_key(), key_of("first").public_key());
  const ByteView left_again = second.reveal();  // NOLINT
  EXPECT_TRUE(std::all_of(left_again.begin(), left_again.end(), is_zero));
}

TEST(SecretKeyDeathTest, StopsTheProcessWhenAMovedKeySigns) {
  SecretKey first = key_of("first");
  const SecretKey second = std::move(first);
  EXPECT_DEATH(static_cast<void>(first.sign(Hash{}, Hash{})), "moved away");  // NOLINT
}

TEST(Sign, IsRandomisedByTheAuxiliaryBytes) {
  const SecretKey key = key_of("signer");
  const Hash message = sha256(as_bytes("message"));
  const Signature one = key.sign(message, sha256(as_bytes("1")));
  const Signature two = key.sign(message, sha256(as_bytes("2")));
  EXPECT_NE(one, two);
  EXPECT_EQ(one, key.sign(message, sha256(as_bytes("1"))));
  EXPECT_TRUE(verify(key.public_key(), message, one));
  EXPECT_TRUE(verify(key.public_key(), message, two));
}

}  // namespace
}  // namespace kula::crypto
