// A node that may talk to the others: an active entry of the on-chain registry (C1.4).
#pragma once

#include <optional>
#include <string>

#include "ledger/codec/field.h"
#include "ledger/crypto/keys.h"

namespace kula::types {

struct NodeEntry {
  std::string name;  // unique, a slug
  Hash tls_key;      // SHA-256 of the node's TLS public key (SubjectPublicKeyInfo, DER)
  std::optional<crypto::PublicKey> consensus_key;  // of a validator, or of one that may become one
  std::string endpoint;                            // host:port where it listens for peers
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("tls_key", tls_key),
            codec::field("consensus_key", consensus_key), codec::field("endpoint", endpoint));
  }
  bool operator==(const NodeEntry&) const = default;
};

}  // namespace kula::types
