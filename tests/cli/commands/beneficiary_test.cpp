// kula beneficiary commit and link, as far as they come without a node; tests/functional has the rest.
#include <gtest/gtest.h>

#include "cli/commands/all_commands.h"
#include "cli/key_store.h"
#include "contracts/charity/beneficiary_link.h"
#include "ledger/codec/json.h"
#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

using Values = std::map<std::string, std::vector<std::string>>;

const std::string kIdentity(64, 'a');

class BeneficiaryCommands : public testing::Test {
 protected:
  BeneficiaryCommands() {
    settings_.keys_dir = folder_.path().string() + "/keys";
    settings_.node = "http://127.0.0.1:1";  // nobody answers there
    settings_.json = true;
    const crypto::KeyboxParameters weak{1024, 8, 1};
    for (const auto* name : {"link", "school"}) {
      EXPECT_TRUE(
          KeyStore(settings_.keys_dir).add(name, tests::key_of(name), std::nullopt, "passphrase", weak));
    }
  }
  Result<ExitCode> run(std::string_view verb, const Values& values) {
    const auto commands = beneficiary_commands();
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& command) { return command.verb == verb; });
    return found->run(Arguments(values), settings_);
  }
  static Values typed(const std::string& organisation) {
    return {
        {"organisation", {organisation}}, {"identity", {kIdentity}}, {"key", {"link"}}, {"number", {"1"}}};
  }
  std::string refused(std::string_view verb, const Values& values) {
    const auto result = run(verb, values);
    if (result) return "done";
    EXPECT_FALSE(result.error().cause.empty());
    EXPECT_FALSE(result.error().next.empty());
    return result.error().code;
  }

  tests::TemporaryFolder folder_;
  Settings settings_;
};

TEST_F(BeneficiaryCommands, TheCommitmentIsTheContractsAndNeedsNoNodeForAnAddress) {
  const auto school = types::Address::of(types::Auth::single(tests::key_of("school").public_key()));
  const auto link_key = tests::key_of("link").public_key();
  const auto expected =
      contracts::charity::beneficiary_commitment(school, *Hash::from_text(kIdentity), link_key);
  for (const auto& organisation : {school.text(), std::string("@school")}) {
    testing::internal::CaptureStdout();
    const auto done = run("commit", typed(organisation));
    const auto printed = codec::parse_json(testing::internal::GetCapturedStdout());
    ASSERT_TRUE(done && printed);
    EXPECT_EQ(printed->string_at("commitment"), expected.text());
    EXPECT_EQ(printed->string_at("organisation"), school.text());
    EXPECT_EQ(printed->string_at("identity"), kIdentity);
    EXPECT_EQ(printed->string_at("link_key"), link_key.text());
  }
}

TEST_F(BeneficiaryCommands, AnIdentityIsAHashAndNoFile) {
  for (const auto* text : {"", "papers", "file:/etc/hostname", "AA"}) {
    auto values = typed("@school");
    values["identity"] = {text};
    EXPECT_EQ(refused("commit", values), "usage") << text;
  }
}

TEST_F(BeneficiaryCommands, WhatNamesNoOrganisationOrKeyIsTold) {
  EXPECT_EQ(refused("commit", typed("No Handle")), "usage");
  EXPECT_EQ(refused("commit", typed("")), "usage");
  EXPECT_EQ(refused("commit", typed("@nobody")), "key_missing");
  EXPECT_EQ(refused("commit", typed("a-handle")), "node_unreachable");
  auto values = typed("@school");
  values["key"] = {"nobody"};
  EXPECT_EQ(refused("commit", values), "key_missing");
}

TEST_F(BeneficiaryCommands, ALinkNeedsAnAccountAndANumber) {
  EXPECT_EQ(refused("link", typed("@school")), "usage");
  settings_.account = "school";
  for (const auto* text : {"", "one", "-1", "01", "4294967296"}) {
    auto values = typed("@school");
    values["number"] = {text};
    EXPECT_EQ(refused("link", values), "usage") << text;
  }
  EXPECT_EQ(refused("link", typed("@school")), "node_unreachable");
  settings_.account = "nobody";
  EXPECT_EQ(refused("link", typed("@school")), "key_missing");
}

}  // namespace
}  // namespace kula::cli
