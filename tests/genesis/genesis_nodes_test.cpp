// The nodes of a genesis document: what is refused, and what they become.
#include <gtest/gtest.h>

#include "contracts/accounts/nodes.h"
#include "genesis/initial_state.h"
#include "ledger/crypto/sha256.h"
#include "tests/genesis/sound_document.h"
#include "tests/support/map_state.h"

namespace kula::genesis {
namespace {

using tests::key_of;

GenesisNode node(const std::string& name, bool validates) {
  GenesisNode node{Slug{name}, Slug{std::string(kDevnetOperator)}, crypto::sha256(as_bytes(name)),
                   std::nullopt, "127.0.0.1:7000"};
  if (validates) node.consensus_key = key_of(name).public_key();
  return node;
}

GenesisDocument document_of_three() {
  return document_of({node("node-1", true), node("node-2", true), node("watcher", false)});
}

const Fault kNodeFaults[] = {
    {"nodes.1.name:", [](GenesisDocument& document) { document.nodes[1].name = document.nodes[0].name; }},
    {"nodes.2.operator:",
     [](GenesisDocument& document) { document.nodes[2].operator_handle = Slug{"nobody"}; }},
    {"nodes.2.tls_key:",
     [](GenesisDocument& document) { document.nodes[2].tls_key = document.nodes[0].tls_key; }},
    {"nodes.1.consensus_key: is used twice",
     [](GenesisDocument& document) { document.nodes[1].consensus_key = document.nodes[0].consensus_key; }},
    {"nodes.1.tls_key:",
     [](GenesisDocument& document) {
       document.nodes[1].tls_key = Hash{document.nodes[0].consensus_key->bytes};
     }},
    {"nodes.0.consensus_key: is no valid key",
     [](GenesisDocument& document) { document.nodes[0].consensus_key = crypto::PublicKey{}; }},
    {"nodes.0.endpoint:", [](GenesisDocument& document) { document.nodes[0].endpoint = "host"; }},
    {"validators.", [](GenesisDocument& document) { document.nodes[0].consensus_key.reset(); }},
    {"validators.", [](GenesisDocument& document) { document.nodes.erase(document.nodes.begin()); }},
};

TEST(GenesisNodes, AreRefusedWithTheFieldThatIsWrong) { expect_refused(document_of_three(), kNodeFaults); }

TEST(GenesisNodes, AreNeededByNobodyWithoutPeers) {
  auto document = document_of_three();
  document.nodes.clear();
  EXPECT_EQ(find_fault(document), std::nullopt);
}

TEST(GenesisNodes, StandInTheRegistryFromTheStart) {
  const auto document = document_of_three();
  tests::MapState state;
  state.apply(initial_state(document).writes);
  const auto nodes = contracts::accounts::active_nodes(state);
  ASSERT_EQ(nodes.size(), 3U);
  EXPECT_EQ(nodes[0], (types::NodeEntry{"node-1", document.nodes[0].tls_key, document.nodes[0].consensus_key,
                                        "127.0.0.1:7000"}));
  EXPECT_EQ(nodes[2].name, "watcher");
  EXPECT_EQ(nodes[2].consensus_key, std::nullopt);
  for (const auto& account : document.accounts) {
    if (account.handle.value != kDevnetOperator) continue;
    EXPECT_EQ(contracts::accounts::find_node(state, Slug{"node-2"})->operator_account,
              types::Address::of(account.auth));
  }
}

TEST(GenesisNodes, ComeBackFromTheirJson) {
  const auto document = document_of_three();
  const auto read = parse_genesis(genesis_json(document));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(canonical_bytes(*read), canonical_bytes(document));
}

TEST(Devnet, HasTheNodesConsensusKeysAsValidators) {
  const auto document = document_of_three();
  ASSERT_EQ(document.validators.size(), 2U);
  EXPECT_TRUE(types::ValidatorSet{document.validators}.is_valid());
}

}  // namespace
}  // namespace kula::genesis
