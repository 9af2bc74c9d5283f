#include "cli/key_store.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/prompt.h"
#include "cli/text_file.h"
#include "ledger/crypto/random.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

constexpr crypto::KeyboxParameters kQuick{1u << 4, 8, 1};

class Keys : public testing::Test {
 protected:
  Keys() : store_((folder_.path() / "keys").string()) {}

  static crypto::SecretKey new_secret() {
    while (true) {
      if (auto secret = crypto::SecretKey::from_bytes(crypto::os_random(32))) return std::move(*secret);
    }
  }
  KeyFile added(const std::string& name, std::optional<types::Address> account = std::nullopt) {
    return store_.add(name, new_secret(), account, "passphrase", kQuick).value();
  }
  // The file's text with one part of it replaced.
  void change(const std::string& name, const std::string& from, const std::string& to) {
    auto text = read_text_file(store_.path_of(name)).value();
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
    ASSERT_TRUE(write_text_file(store_.path_of(name), text, 0600));
  }
  Result<std::string> passphrase(const std::string& text, bool for_new_key) {
    Settings settings;
    settings.passphrase_file = folder_.path() / "pass";
    std::ofstream(settings.passphrase_file) << text;
    ::chmod(settings.passphrase_file.c_str(), 0644);
    return read_passphrase(settings, "of a test", for_new_key);
  }

  tests::TemporaryFolder folder_;
  KeyStore store_;
};

TEST_F(Keys, DoNotOpenWithAnotherPassphrase) {
  const auto file = added("ann");
  EXPECT_EQ(store_.open(file, "Passphrase").error().code, "wrong_passphrase");
  EXPECT_TRUE(store_.open(file, "passphrase"));
}

TEST_F(Keys, DoNotOpenWhenTheAccountInTheFileIsNotTheOneThatWasSealed) {
  const auto ann = added("ann");
  const auto mallory = added("mallory");
  change("ann", ann.account.text(), mallory.account.text());
  const auto changed = store_.find("ann");
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->account, mallory.account);
  const auto opened = store_.open(*changed, "passphrase");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "key_damaged");
}

TEST_F(Keys, DoNotOpenWhenTheyAreOfAnotherPublicKey) {
  const auto ann = added("ann");
  change("ann", ann.public_key.text(), added("mallory").public_key.text());
  EXPECT_EQ(store_.open(store_.find("ann").value(), "passphrase").error().code, "key_damaged");
}

TEST_F(Keys, MaySignForAnotherAccountThanTheirOwn) {
  const auto ann = added("ann");
  const auto second = added("second", ann.account);
  EXPECT_EQ(second.account, ann.account);
  EXPECT_TRUE(store_.open(second, "passphrase"));
}

TEST_F(Keys, ThatAreDamagedDoNotHideTheOthers) {
  added("ann");
  added("bob");
  std::ofstream(store_.path_of("ann")) << "{";
  std::filesystem::create_directory(store_.path_of("folder"));
  const auto list = store_.list();
  ASSERT_EQ(list.keys.size(), 1u);
  EXPECT_EQ(list.keys[0].name, "bob");
  ASSERT_EQ(list.faults.size(), 2u);
  EXPECT_EQ(list.faults[0].code, "key_damaged");
  EXPECT_EQ(list.faults[1].code, "file_error");
}

TEST_F(Keys, AreNotMadeWithAPassphraseThatIsShort) {
  for (const auto* text : {"", "\n", "1234567", "1234567\n89"}) {
    const auto read = passphrase(text, true);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, "passphrase_refused");
  }
  EXPECT_EQ(passphrase("12345678\n", true).value(), "12345678");
  EXPECT_EQ(passphrase("short\n", false).value(), "short");
}

TEST_F(Keys, AndPassphrasesThatOthersMayReadAreWarnedOf) {
  testing::internal::CaptureStderr();
  EXPECT_TRUE(passphrase("12345678", false));
  EXPECT_NE(testing::internal::GetCapturedStderr().find("warning: others may read"), std::string::npos);
  const auto file = added("ann");
  testing::internal::CaptureStderr();
  EXPECT_TRUE(store_.open(file, "passphrase"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace kula::cli
