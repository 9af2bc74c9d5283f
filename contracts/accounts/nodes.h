// node.register and node.retire (C1.4): which nodes may talk to the others.
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/module.h"
#include "ledger/types/node_entry.h"

namespace kula::contracts::accounts {

struct NodeRecord {
  types::Address operator_account;
  Hash tls_key;  // SHA-256 of the node's TLS public key (SubjectPublicKeyInfo)
  std::optional<crypto::PublicKey> consensus_key;
  std::string endpoint;  // host:port
  bool active = true;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("operator", operator_account), codec::field("tls_key", tls_key),
            codec::field("consensus_key", consensus_key), codec::field("endpoint", endpoint),
            codec::field("active", active));
  }
};

// host:port with a port of 1..65535, at most 255 printable characters.
[[nodiscard]] bool is_endpoint(std::string_view text);

// Writes the node and marks its keys as used. REQUIRES a new name and new keys.
void write_node(state::Overlay& state, const Slug& name, const NodeRecord& node);

[[nodiscard]] std::optional<NodeRecord> find_node(const state::StateView& state, const Slug& name);
// The node that was registered with this consensus key, retired or not.
[[nodiscard]] std::optional<NodeRecord> node_of(const state::StateView& state, const crypto::PublicKey& key);
// Nodes that are not retired, by name.
[[nodiscard]] std::vector<types::NodeEntry> active_nodes(const state::StateView& state);

// The message a node's consensus key signs to prove possession: tag, chain, operator, name, TLS key.
[[nodiscard]] Hash possession_message(const types::ChainId& chain, const types::Address& operator_account,
                                      const Slug& name, const Hash& tls_key);

// By any member, who becomes its operator. The TLS key proves itself in every handshake; a consensus key
// proves itself here, by `possession`. Rejects: bad_endpoint, bad_possession, node_exists.
struct RegisterNode {
  static constexpr std::uint16_t kNumber = 0x0105;
  static constexpr std::string_view kName = "node.register";
  static constexpr std::string_view kSummary = "Register a node that you operate";
  static constexpr ActionTraits kTraits{};
  Slug name;
  Hash tls_key;
  std::optional<crypto::PublicKey> consensus_key;
  std::string endpoint;
  std::optional<crypto::Signature> possession;  // present exactly when consensus_key is
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("tls_key", tls_key),
            codec::field("consensus_key", consensus_key), codec::field("endpoint", endpoint),
            codec::field("possession", possession));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By its operator, of a node that is no validator. The name and keys stay used. Rejects: node_not_found,
// not_allowed, node_validates.
struct RetireNode {
  static constexpr std::uint16_t kNumber = 0x0106;
  static constexpr std::string_view kName = "node.retire";
  static constexpr std::string_view kSummary = "Retire a node that you operate";
  static constexpr ActionTraits kTraits{};
  Slug name;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::accounts
