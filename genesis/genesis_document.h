// The document a network starts from.
#pragma once

#include "contracts/access/governed_tables.h"
#include "contracts/accounts/accounts.h"
#include "contracts/policy/policy.h"
#include "ledger/base/expected.h"
#include "ledger/types/ids.h"
#include "ledger/types/validator_set.h"

namespace kula::genesis {

struct GenesisAccount {
  Slug handle;
  contracts::accounts::AccountKind kind = contracts::accounts::AccountKind::person;
  types::Auth auth;
  std::vector<contracts::accounts::Role> roles;
  Amount credits;  // issued at genesis; 0 on a real network
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("handle", handle), codec::field("kind", kind), codec::field("auth", auth),
            codec::field("roles", roles), codec::field("credits", credits));
  }
};

// A node that is registered from the start; without one, peers could not recognise each other (C1.4).
struct GenesisNode {
  Slug name;
  Slug operator_handle;  // one of the accounts
  Hash tls_key;          // SHA-256 of the node's TLS public key (SubjectPublicKeyInfo)
  std::optional<crypto::PublicKey> consensus_key;  // of a validator, or of one that may become one
  std::string endpoint;                            // host:port
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("operator", operator_handle),
            codec::field("tls_key", tls_key), codec::field("consensus_key", consensus_key),
            codec::field("endpoint", endpoint));
  }
};

struct GenesisDocument {
  std::uint16_t version = 1;
  std::string network;       // a name for people, 1..64 bytes
  bool development = false;  // virtual clock allowed; never on a real network
  TimeMs time;               // of the genesis block
  contracts::Policy policy;
  std::vector<types::Validator> validators;
  std::vector<GenesisAccount> accounts;
  // Empty only where no peers exist. Otherwise every validator is the consensus key of one of them.
  std::vector<GenesisNode> nodes;
  contracts::access::TierTable tiers;
  contracts::access::RuleTable access_rules;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("network", network),
            codec::field("development", development), codec::field("time", time),
            codec::field("policy", policy), codec::field("validators", validators),
            codec::field("accounts", accounts), codec::field("nodes", nodes), codec::field("tiers", tiers),
            codec::field("access_rules", access_rules));
  }
};

inline constexpr std::size_t kMaxGenesisBytes = 64 * 1024 * 1024;  // of many accounts
// From the JSON text of a genesis file; the error names the field and what is wrong with it.
[[nodiscard]] Expected<GenesisDocument, std::string> parse_genesis(std::string_view json_text);
[[nodiscard]] std::string genesis_json(const GenesisDocument& document);
// Why the document is no sound start of a network; nothing when it is one.
[[nodiscard]] std::optional<std::string> find_fault(const GenesisDocument& document);

[[nodiscard]] Bytes canonical_bytes(const GenesisDocument& document);
[[nodiscard]] types::ChainId chain_id(const GenesisDocument& document);

}  // namespace kula::genesis
