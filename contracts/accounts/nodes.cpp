#include "contracts/accounts/nodes.h"

#include <algorithm>

#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"
#include "ledger/crypto/tags.h"

namespace kula::contracts::accounts {

namespace {
constexpr std::size_t kMaxEndpointBytes = 255;
}  // namespace

bool is_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || text.size() > kMaxEndpointBytes) return false;
  const auto port = parse_u64(text.substr(colon + 1));
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
  return printable && port && *port >= 1 && *port <= 65535;
}

void write_node(state::Overlay& state, const Slug& name, const NodeRecord& node) {
  kNodes.put(state, name, node);
  kTlsKeys.put(state, node.tls_key, NodeKeyOwner{name});
  if (node.consensus_key) kConsensusKeys.put(state, *node.consensus_key, NodeKeyOwner{name});
}

std::optional<NodeRecord> find_node(const state::StateView& state, const Slug& name) {
  return kNodes.get(state, name);
}

std::optional<NodeRecord> node_of(const state::StateView& state, const crypto::PublicKey& key) {
  const auto owner = kConsensusKeys.get(state, key);
  return owner ? find_node(state, owner->name) : std::nullopt;
}

std::vector<types::NodeEntry> active_nodes(const state::StateView& state) {
  std::vector<types::NodeEntry> nodes;
  kNodes.scan(state, [&](const auto& key, const NodeRecord& node) {
    if (node.active)
      nodes.push_back({std::get<0>(key).value, node.tls_key, node.consensus_key, node.endpoint});
    return true;
  });
  return nodes;
}

Hash possession_message(const types::ChainId& chain, const types::Address& operator_account, const Slug& name,
                        const Hash& tls_key) {
  return crypto::tagged_hash(crypto::kTagNodePossession, {chain.view(), operator_account.raw.view(),
                                                          tls_key.view(), as_bytes(name.value)});
}

Outcome RegisterNode::validate() const {
  if (!is_endpoint(endpoint)) return reject(kBadEndpoint);
  if (consensus_key.has_value() != possession.has_value()) return reject(kBadPossession);
  return {};
}

Outcome RegisterNode::apply(ActionContext& context) const {
  if (kNodes.contains(context.state, name) || kTlsKeys.contains(context.state, tls_key))
    return reject(kNodeExists);
  if (consensus_key) {
    const auto message = possession_message(context.block.chain_id, context.sender, name, tls_key);
    if (!crypto::verify(*consensus_key, message, *possession)) return reject(kBadPossession);
    if (kConsensusKeys.contains(context.state, *consensus_key)) return reject(kNodeExists);
  }
  write_node(context.state, name, {context.sender, tls_key, consensus_key, endpoint, true});
  emit(context, NodeRegistered{name, context.sender});
  return {};
}

Outcome RetireNode::apply(ActionContext& context) const {
  auto node = kNodes.get(context.state, name);
  if (!node || !node->active) return reject(kNodeNotFound);
  if (node->operator_account != context.sender) return reject(kNotAllowed);
  if (node->consensus_key && validator_set(context.state).index_of(*node->consensus_key))
    return reject(kNodeValidates);
  node->active = false;
  kNodes.put(context.state, name, *node);
  emit(context, NodeRetired{name});
  return {};
}

}  // namespace kula::contracts::accounts
