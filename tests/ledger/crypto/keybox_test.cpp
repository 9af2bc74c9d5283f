#include "ledger/crypto/keybox.h"

#include <gtest/gtest.h>

namespace kula::crypto {
namespace {

constexpr KeyboxParameters kCheap{16, 1, 1};

Bytes counting(std::size_t size) {
  Bytes bytes;
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  return bytes;
}

Bytes secret() { return to_bytes(as_bytes("a very secret scalar of 32 bytes")); }
Keybox cheap_box() { return seal(secret(), "correct horse", counting(44), kCheap).value(); }

KeyboxError fault_of(const Keybox& box, std::string_view passphrase = "correct horse") {
  const auto result = open(box, passphrase);
  EXPECT_FALSE(result);
  return result ? KeyboxError::out_of_memory : result.error();
}

TEST(Keybox, RefusesAWrongPassphrase) {
  for (const auto* passphrase : {"", "correct hors", "correct horse ", "Correct horse"}) {
    EXPECT_EQ(fault_of(cheap_box(), passphrase), KeyboxError::wrong_passphrase_or_damaged) << passphrase;
  }
}

TEST(Keybox, RefusesEveryTruncation) {
  const Keybox whole = cheap_box();
  for (std::size_t size = 0; size < whole.ciphertext.size(); ++size) {
    Keybox box = whole;
    box.ciphertext.resize(size);
    EXPECT_EQ(fault_of(box), KeyboxError::wrong_passphrase_or_damaged) << size;
  }
  for (Bytes Keybox::*part : {&Keybox::salt, &Keybox::nonce}) {
    Keybox box = whole;
    (box.*part).pop_back();
    EXPECT_EQ(fault_of(box), KeyboxError::wrong_passphrase_or_damaged);
    (box.*part).clear();
    EXPECT_EQ(fault_of(box), KeyboxError::wrong_passphrase_or_damaged);
  }
  Keybox longer = whole;
  longer.ciphertext.push_back(0);
  EXPECT_EQ(fault_of(longer), KeyboxError::wrong_passphrase_or_damaged);
}

TEST(Keybox, RefusesAnyChangedByte) {
  for (Bytes Keybox::*part : {&Keybox::salt, &Keybox::nonce, &Keybox::ciphertext}) {
    const std::size_t size = (cheap_box().*part).size();
    for (std::size_t at = 0; at < size; ++at) {
      Keybox box = cheap_box();
      (box.*part)[at] = static_cast<std::uint8_t>((box.*part)[at] ^ 1);
      EXPECT_EQ(fault_of(box), KeyboxError::wrong_passphrase_or_damaged) << at;
    }
  }
}

TEST(Keybox, RefusesChangedParameters) {
  for (const KeyboxParameters& parameters : {KeyboxParameters{32, 1, 1}, {16, 2, 1}, {16, 1, 2}}) {
    Keybox box = cheap_box();
    box.parameters = parameters;
    EXPECT_EQ(fault_of(box), KeyboxError::wrong_passphrase_or_damaged);
  }
}

TEST(Keybox, RefusesParametersThatAreSenselessOrExhaustTheMachine) {
  for (const KeyboxParameters& parameters : {KeyboxParameters{0, 8, 1},
                                             {1, 8, 1},
                                             {3, 8, 1},
                                             {(1u << 17) + 1, 8, 1},
                                             {1u << 20, 8, 1},
                                             {1ull << 63, 8, 1},
                                             {UINT64_MAX, 8, 1},
                                             {1ull << 32, 1, 1},
                                             {16, 0, 1},
                                             {16, 65, 1},
                                             {16, UINT32_MAX, 1},
                                             {16, 8, 0},
                                             {16, 8, 17},
                                             {16, 8, UINT32_MAX}}) {
    Keybox box = cheap_box();
    box.parameters = parameters;
    EXPECT_EQ(fault_of(box), KeyboxError::parameters_out_of_range) << parameters.n << " " << parameters.r;
    const auto sealed = seal(secret(), "x", counting(44), parameters);
    ASSERT_FALSE(sealed);
    EXPECT_EQ(sealed.error(), KeyboxError::parameters_out_of_range);
  }
}

TEST(Keybox, GivesTheSecretBack) {
  EXPECT_EQ(open(cheap_box(), "correct horse").value(), secret());
  const Keybox nothing = seal({}, "p", counting(44), kCheap).value();
  EXPECT_EQ(nothing.ciphertext.size(), 16u);
  EXPECT_EQ(open(nothing, "p").value(), Bytes{});
}

// Made with Python: hashlib.scrypt and AES-GCM of the cryptography package.
TEST(Keybox, AgreesWithAnotherImplementation) {
  const Keybox box = seal(secret(), "correct horse", counting(44), {1024, 8, 2}).value();
  EXPECT_EQ(
      to_hex(box.ciphertext),
      "b79524800feae50eab38f64c9e1f55f420d088010d77a5f55667e1133c94b591650346d75db94b991aa5ebca680102df");
  EXPECT_EQ(box.salt, counting(32));
  EXPECT_EQ(to_hex(box.nonce), "202122232425262728292a2b");
  EXPECT_EQ(to_hex(seal({}, "", counting(44), kCheap)->ciphertext), "0d5ee915fc4e2b92f59b8bc4c3b0f7d0");
}

TEST(Keybox, WorksWithTheDefaultCost) {
  const Keybox box = seal(secret(), "correct horse", counting(44)).value();
  EXPECT_EQ(box.parameters.n, 131072u);
  EXPECT_EQ(open(box, "correct horse").value(), secret());
}

// Made in the same way, with 31 bytes of salt: it would open, but it is not the format.
TEST(Keybox, RefusesASaltOfAnotherLength) {
  const Keybox box{kCheap, counting(31), *from_hex("202122232425262728292a2b"),
                   *from_hex("71c37d312c024e2070b3481dc1b41e27ce262966a871")};
  EXPECT_EQ(fault_of(box, "p"), KeyboxError::wrong_passphrase_or_damaged);
}

TEST(KeyboxDeathTest, StopsTheProcessWhenRandomnessIsMissing) {
  EXPECT_DEATH(static_cast<void>(seal(secret(), "p", counting(43), kCheap)), "44 random bytes");
}

}  // namespace
}  // namespace kula::crypto
