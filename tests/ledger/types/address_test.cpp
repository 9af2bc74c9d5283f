#include "ledger/types/address.h"

#include <gtest/gtest.h>

#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

// `count` keys, ascending.
Auth auth_of(std::uint8_t threshold, std::size_t count) {
  Auth auth{threshold, {}};
  for (std::size_t i = 0; i < count; ++i)
    auth.keys.push_back(key_of("key " + std::to_string(i)).public_key());
  std::sort(auth.keys.begin(), auth.keys.end());
  return auth;
}

TEST(Auth, IsInvalidWithAThresholdThatCannotBeMet) {
  EXPECT_FALSE(auth_of(0, 1).is_valid());
  EXPECT_FALSE(auth_of(2, 1).is_valid());
  EXPECT_FALSE(auth_of(0, 0).is_valid());
  EXPECT_FALSE(auth_of(1, 0).is_valid());
}

TEST(Auth, IsInvalidWithTooManyEqualUnorderedOrImpossibleKeys) {
  EXPECT_FALSE(auth_of(1, 17).is_valid());
  Auth twice = auth_of(1, 2);
  twice.keys[1] = twice.keys[0];
  EXPECT_FALSE(twice.is_valid());
  Auth unordered = auth_of(1, 2);
  std::swap(unordered.keys[0], unordered.keys[1]);
  EXPECT_FALSE(unordered.is_valid());
  EXPECT_FALSE((Auth{1, {crypto::PublicKey{}}}).is_valid());
}

TEST(Auth, IsValidFromOneToSixteenKeys) {
  EXPECT_TRUE(Auth::single(key_of("a").public_key()).is_valid());
  EXPECT_TRUE(auth_of(16, 16).is_valid());
  EXPECT_TRUE(auth_of(2, 3).is_valid());
}

TEST(Address, RefusesTextOfAnotherPrefixLengthOrChecksum) {
  const Address address{filled<Address::BinaryForm>(0x5e)};
  std::string text = address.text();
  EXPECT_EQ(Address::from_text(text), address);
  text.back() = text.back() == 'q' ? 'p' : 'q';
  EXPECT_FALSE(Address::from_text(text));
  EXPECT_FALSE(Address::from_text(""));
  EXPECT_FALSE(Address::from_text("kula1"));
  EXPECT_FALSE(Address::from_text(address.raw.text()));
  std::string capitals = address.text();
  for (char& c : capitals) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  EXPECT_FALSE(Address::from_text(capitals)) << "one address has one text";
}

TEST(Address, DependsOnThresholdAndKeys) {
  EXPECT_NE(Address::of(auth_of(1, 2)), Address::of(auth_of(2, 2)));
  EXPECT_NE(Address::of(auth_of(1, 2)), Address::of(auth_of(1, 3)));
  EXPECT_EQ(Address::of(auth_of(1, 2)), Address::of(auth_of(1, 2)));
}

}  // namespace
}  // namespace kula::types
