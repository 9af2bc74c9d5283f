#include "ledger/crypto/wipe.h"

#include <gtest/gtest.h>

namespace kula::crypto {
namespace {

TEST(Wipe, LeavesZeros) {
  Bytes secret = {1, 2, 3};
  wipe(secret);
  EXPECT_EQ(secret, Bytes(3));
}

TEST(Wipe, EmptiesAString) {
  std::string secret = "a passphrase that does not fit the small buffer";
  const char* memory = secret.data();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(memory, secret.data());
  EXPECT_EQ(memory[1], 0) << "the bytes behind the new end are overwritten too";
}

}  // namespace
}  // namespace kula::crypto
