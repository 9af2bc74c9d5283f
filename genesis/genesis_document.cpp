#include "genesis/genesis_document.h"

#include <algorithm>
#include <set>

#include "contracts/accounts/nodes.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/tags.h"

namespace kula::genesis {

namespace {

std::optional<std::string> find_fault_of_accounts(const GenesisDocument& document, std::set<Slug>& handles) {
  std::set<types::Address> addresses;
  Amount issued;
  for (std::size_t i = 0; i < document.accounts.size(); ++i) {
    const auto& account = document.accounts[i];
    const auto at = "accounts." + std::to_string(i);
    if (!account.auth.is_valid())
      return at + ".auth: 1 to 16 distinct valid keys in ascending order are needed";
    if (!handles.insert(account.handle).second) return at + ".handle: is used twice";
    if (!addresses.insert(types::Address::of(account.auth)).second) return at + ".auth: is used twice";
    const auto sum = checked_add(issued, account.credits);
    if (!sum) return at + ".credits: all credits together are too large";
    issued = *sum;
  }
  return std::nullopt;
}

std::optional<std::string> find_fault_of_nodes(const GenesisDocument& document,
                                               const std::set<Slug>& handles) {
  std::set<Slug> names;
  std::set<Hash> keys;  // of both kinds: a key has one use
  for (std::size_t i = 0; i < document.nodes.size(); ++i) {
    const auto& node = document.nodes[i];
    const auto at = "nodes." + std::to_string(i);
    if (!names.insert(node.name).second) return at + ".name: is used twice";
    if (!handles.contains(node.operator_handle)) return at + ".operator: is none of the accounts";
    if (!keys.insert(node.tls_key).second) return at + ".tls_key: is used twice";
    if (!contracts::accounts::is_endpoint(node.endpoint))
      return at + ".endpoint: host:port of at most 255 printable characters is needed";
    if (!node.consensus_key) continue;
    if (!crypto::is_valid(*node.consensus_key)) return at + ".consensus_key: is no valid key";
    if (!keys.insert(Hash{node.consensus_key->bytes}).second) return at + ".consensus_key: is used twice";
  }
  if (document.nodes.empty()) return std::nullopt;
  for (std::size_t i = 0; i < document.validators.size(); ++i) {
    const auto is_its = [&key = document.validators[i].key](const GenesisNode& node) {
      return node.consensus_key == key;
    };
    if (std::none_of(document.nodes.begin(), document.nodes.end(), is_its))
      return "validators." + std::to_string(i) + ": is the consensus key of none of the nodes";
  }
  return std::nullopt;
}

}  // namespace

Expected<GenesisDocument, std::string> parse_genesis(std::string_view json_text) {
  const auto json = codec::parse_json(json_text, {.max_bytes = kMaxGenesisBytes});
  if (!json) return fail("the genesis file is no valid JSON: " + json.error());
  auto document = codec::from_json<GenesisDocument>(*json);
  if (!document) return fail("the genesis file is not well formed: " + document.error());
  if (auto fault = find_fault(*document)) return fail(std::move(*fault));
  return document;
}

std::string genesis_json(const GenesisDocument& document) { return codec::to_json(document).dump(2) + "\n"; }

std::optional<std::string> find_fault(const GenesisDocument& document) {
  if (document.version != 1) return "version: this program reads version 1";
  if (document.network.empty() || document.network.size() > 64)
    return "network: a name of 1 to 64 bytes is needed";
  if (!document.policy.is_valid())
    return "policy: a number is outside of its bounds (see contracts/policy/policy.h)";
  if (!document.tiers.is_valid())
    return "tiers: 2 to 9 ascending, each with 1 to 8 alternatives that ask for something";
  if (!document.access_rules.is_valid()) return "access_rules: a rule stands there twice";
  if (!types::ValidatorSet{document.validators}.is_valid()) {
    return "validators: 1 to 21 distinct valid keys in ascending order are needed";
  }
  std::set<Slug> handles;
  if (auto fault = find_fault_of_accounts(document, handles)) return fault;
  return find_fault_of_nodes(document, handles);
}

Bytes canonical_bytes(const GenesisDocument& document) { return codec::encode(document); }

types::ChainId chain_id(const GenesisDocument& document) {
  return {crypto::tagged_hash(crypto::kTagGenesis, {canonical_bytes(document)}).bytes};
}

}  // namespace kula::genesis
