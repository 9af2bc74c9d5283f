#include "cli/signing.h"

#include <fstream>
#include <gtest/gtest.h>

#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

const Hash kMessage = [] {
  Hash hash{};
  hash.bytes[0] = 7;
  return hash;
}();

// Two of three, in the order that an Auth has.
class Signing : public testing::Test {
 protected:
  std::string fault_of(std::string_view name) {
    const auto added = add_signature(signatures_, auth_, tests::key_of(name), kMessage);
    return added ? "none" : added.error().code;
  }
  types::Auth auth_ = tests::auth_of({"ann", "bob", "cia"}, 2);
  std::vector<types::KeySignature> signatures_;
};

TEST_F(Signing, IsRefusedToAKeyThatIsNotTheAccounts) {
  EXPECT_EQ(fault_of("dan"), "not_a_key_of_the_account");
  EXPECT_TRUE(signatures_.empty());
}

TEST_F(Signing, IsDoneOnceByAKeyAndNoMoreThanTheAccountNeeds) {
  EXPECT_EQ(fault_of("ann"), "none");
  EXPECT_EQ(fault_of("ann"), "signed_already");
  EXPECT_EQ(fault_of("bob"), "none");
  EXPECT_EQ(fault_of("cia"), "signed_already");
  EXPECT_EQ(signatures_.size(), 2u);
}

TEST_F(Signing, MakesWhatTheChainTakesWhoeverSignsFirst) {
  for (const auto& [first, second] : {std::pair{"ann", "cia"}, {"cia", "ann"}, {"bob", "cia"}}) {
    signatures_.clear();
    EXPECT_EQ(fault_of(first), "none");
    EXPECT_FALSE(types::signed_by(auth_, kMessage, signatures_));
    EXPECT_EQ(fault_of(second), "none");
    EXPECT_TRUE(types::signed_by(auth_, kMessage, signatures_)) << first << " before " << second;
  }
}

TEST(Unlock, AsksForThePassphraseOfTheKeyFile) {
  const tests::TemporaryFolder folder;
  Settings settings;
  settings.keys_dir = folder.path() / "keys";
  settings.passphrase_file = folder.path() / "pass";
  const auto secret = tests::key_of("ann");
  const auto key =
      KeyStore(settings.keys_dir).add("ann", secret, std::nullopt, "right one", {1u << 4, 8, 1}).value();
  std::ofstream(settings.passphrase_file) << "wrong one\n";
  const auto refused = unlock(settings, key);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "wrong_passphrase");
  std::ofstream(settings.passphrase_file) << "right one\n";
  const auto opened = unlock(settings, key);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->public_key(), secret.public_key());
}

}  // namespace
}  // namespace kula::cli
