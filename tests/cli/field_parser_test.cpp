#include "cli/field_parser.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "cli/contract_kinds.h"
#include "cli/key_store.h"
#include "ledger/crypto/random.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

using codec::JsonValue;

const std::string kLow = std::string(64, '1');
const std::string kHigh = std::string(63, '2') + "1";

class Fields : public testing::Test {
 protected:
  Fields() { settings_.keys_dir = folder_.path() / "keys"; }

  // A field of an action as the contracts describe it.
  static JsonValue field(std::string_view action, std::string_view name) {
    const auto schema = contract_kinds().registry().action(action)->describe();
    for (const auto& one : *schema.find("fields")->as_array()) {
      if (one.string_at("name") == name) return one;
    }
    ADD_FAILURE() << action << " has no field " << name;
    return {};
  }

  Result<JsonValue> parsed(std::string_view action, std::string_view name,
                           const std::vector<std::string>& texts) const {
    return parse_field({settings_, TimeMs{1'795'000'000'000}}, field(action, name), texts);
  }

  KeyFile new_key(const std::string& name) const {
    const auto secret = crypto::SecretKey::from_bytes(crypto::os_random(32));
    return KeyStore(settings_.keys_dir).add(name, *secret, std::nullopt, "password", {1u << 4, 8, 1}).value();
  }

  tests::TemporaryFolder folder_;
  Settings settings_;
};

TEST_F(Fields, AnAmountHasNoOrTwoDecimalsAndNothingElse) {
  for (const auto* typed : {"5.0", "5.", ".50", "05", "+5", "-5", "5e1", "0x5", "1,000", "5 ", "", "５"}) {
    const auto amount = parsed("course.buy", "max_price", {typed});
    ASSERT_FALSE(amount) << typed;
    EXPECT_EQ(amount.error().exit, ExitCode::usage);
  }
  EXPECT_EQ(*parsed("course.buy", "max_price", {"20"})->as_string(), "2000");
  EXPECT_EQ(*parsed("course.buy", "max_price", {"20.00"})->as_string(), "2000");
  EXPECT_EQ(*parsed("course.buy", "max_price", {"0.05"})->as_string(), "5");
}

TEST_F(Fields, AnObjectThatIsNotWholeIsAUsageError) {
  for (const auto& typed : std::vector<std::string>{
           "", "threshold=1", "keys=" + kLow, "threshold", "threshold=1,keys=zz",
           "threshold=1,threshold=1,keys=" + kLow, "threshold=1,keys=" + kLow + ",more=1"}) {
    const auto auth = parsed("account.open", "auth", {typed});
    ASSERT_FALSE(auth) << typed;
    EXPECT_EQ(auth.error().exit, ExitCode::usage);
  }
}

TEST_F(Fields, AListInAnObjectIsOneFieldForEachElement) {
  const auto one = parsed("account.open", "auth", {"threshold=1,keys=" + kLow});
  ASSERT_TRUE(one) << one.error().what;
  EXPECT_EQ(one->dump(), R"({"threshold":1,"keys":[")" + kLow + R"("]})");
  const auto two = parsed("account.open", "auth", {"threshold=2,keys=" + kHigh + ",keys=" + kLow});
  ASSERT_TRUE(two) << two.error().what;
  EXPECT_EQ(two->dump(), R"({"threshold":2,"keys":[")" + kLow + R"(",")" + kHigh + R"("]})");
}

TEST_F(Fields, KeysOfJsonArePutInOrderToo) {
  const auto auth =
      parsed("account.open", "auth", {R"({"threshold":1,"keys":[")" + kHigh + R"(",")" + kLow + R"("]})"});
  ASSERT_TRUE(auth) << auth.error().what;
  EXPECT_EQ(auth->dump(), R"({"threshold":1,"keys":[")" + kLow + R"(",")" + kHigh + R"("]})");
}

TEST_F(Fields, AKeyMayBeNamedByItsFile) {
  EXPECT_EQ(parsed("account.open", "auth", {"threshold=1,keys=@nobody"}).error().code, "key_missing");
  const auto ann = new_key("ann");
  const auto auth = parsed("account.open", "auth", {"threshold=1,keys=@ann"});
  ASSERT_TRUE(auth) << auth.error().what;
  EXPECT_EQ(*auth->find("keys")->as_array()->front().as_string(), ann.public_key.text());
}

TEST_F(Fields, AHashIsNeverTheKeyOfSomebody) {
  new_key("ann");
  EXPECT_FALSE(parsed("course.submit", "content_hash", {"@ann"}));
}

TEST_F(Fields, WhatIsNamedTwiceInASetIsTold) {
  const auto keys = parsed("account.open", "auth", {"threshold=1,keys=" + kLow + ",keys=" + kLow});
  ASSERT_FALSE(keys);
  EXPECT_NE(keys.error().what.find("keys names " + kLow + " twice"), std::string::npos) << keys.error().what;
  const auto ann = new_key("ann").account.text();
  const auto managers = parsed("fund.create", "managers", {ann, "@ann"});
  ASSERT_FALSE(managers);
  EXPECT_NE(managers.error().what.find(ann + " twice"), std::string::npos) << managers.error().what;
}

TEST_F(Fields, ManagersAreOrderedByTheBytesOfTheirAddresses) {
  std::vector<std::string> texts;
  for (const auto* name : {"ann", "bob", "cia", "dan", "eve", "fay"})
    texts.push_back(new_key(name).account.text());
  const auto managers = parsed("fund.create", "managers", texts);
  ASSERT_TRUE(managers) << managers.error().what;
  std::vector<types::Address> read;
  for (const auto& text : *managers->as_array())
    read.push_back(*types::Address::from_text(*text.as_string()));
  EXPECT_TRUE(std::is_sorted(read.begin(), read.end()));
  EXPECT_EQ(read.size(), texts.size());
}

TEST_F(Fields, AListWhoseOrderSaysSomethingKeepsIt) {
  const auto milestones = parsed("grant.propose", "milestones", {"20", "10", "10"});
  ASSERT_TRUE(milestones) << milestones.error().what;
  EXPECT_EQ(milestones->dump(), R"(["2000","1000","1000"])");
}

TEST_F(Fields, ADirectoryIsNoFileToHash) {
  const auto hash = parsed("course.submit", "content_hash", {"file:/tmp"});
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().code, "file_error");
}

}  // namespace
}  // namespace kula::cli
