// What a genesis document may not say, and what its chain id stands for.
#include "genesis/genesis_document.h"

#include <gtest/gtest.h>

#include "tests/genesis/sound_document.h"

namespace kula::genesis {
namespace {

using tests::key_of;

const Fault kFaults[] = {
    {"version:", [](GenesisDocument& document) { document.version = 2; }},
    {"network:", [](GenesisDocument& document) { document.network.clear(); }},
    {"network:", [](GenesisDocument& document) { document.network.assign(65, 'n'); }},
    {"policy:", [](GenesisDocument& document) { document.policy.balance.commons = 10001; }},
    {"policy:", [](GenesisDocument& document) { document.policy.accounts.tie_transfer_amount = Amount{}; }},
    {"policy:",
     [](GenesisDocument& document) {
       document.policy.accounts.tie_window_periods = contracts::kMaxWindowPeriods + 1;
     }},
    {"tiers:", [](GenesisDocument& document) { document.tiers.tiers.front().alternatives.clear(); }},
    {"access_rules:",
     [](GenesisDocument& document) {
       document.access_rules.rules.push_back(document.access_rules.rules.front());
     }},
    {"validators:",
     [](GenesisDocument& document) {
       document.validators.assign(2, types::Validator{key_of("v").public_key()});
     }},
    {"accounts.1.handle: is used twice",
     [](GenesisDocument& document) { document.accounts[1].handle = document.accounts[0].handle; }},
    {"accounts.1.auth: is used twice",
     [](GenesisDocument& document) { document.accounts[1].auth = document.accounts[0].auth; }},
    {"accounts.0.auth: 1 to 16", [](GenesisDocument& document) { document.accounts[0].auth.keys.clear(); }},
    {"accounts.0.auth: 1 to 16", [](GenesisDocument& document) { document.accounts[0].auth.threshold = 2; }},
    {"accounts.1.credits:",
     [](GenesisDocument& document) {
       document.accounts[0].credits = Amount{UINT64_MAX};
       document.accounts[1].credits = Amount{1};
     }},
};

TEST(GenesisDocument, IsRefusedWithTheFieldThatIsWrong) { expect_refused(sound_document(), kFaults); }

TEST(GenesisDocument, IsRefusedWhenAFieldIsMissingOrUnknown) {
  const auto text = genesis_json(sound_document());
  auto renamed = text;
  renamed.replace(renamed.find("\"network\""), 9, "\"netwerk\"");
  EXPECT_FALSE(parse_genesis(renamed));
  EXPECT_FALSE(parse_genesis(text + "x"));
  EXPECT_FALSE(parse_genesis(text.substr(0, text.size() / 2)));
  EXPECT_FALSE(parse_genesis(""));
}

TEST(GenesisDocument, HasAChainIdThatEveryFieldChangesAndWhiteSpaceDoesNot) {
  const auto document = sound_document();
  const auto id = chain_id(document);
  std::string spaced;
  for (const char c : genesis_json(document)) {
    spaced += c;
    if (c == ',') spaced += "\n  ";
  }
  const auto read = parse_genesis(spaced);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(chain_id(*read), id);
  auto other = document;
  other.time = TimeMs{2};
  EXPECT_NE(chain_id(other), id);
  other = document;
  other.accounts[0].credits = Amount{1};
  EXPECT_NE(chain_id(other), id);
}

}  // namespace
}  // namespace kula::genesis
