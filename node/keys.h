// The keys of a data directory: tls.key (every node with peers) and consensus.key (validators).
#pragma once

#include <optional>
#include <string>

#include "ledger/base/expected.h"
#include "ledger/crypto/keys.h"

namespace kula::node {

[[nodiscard]] std::string tls_key_path(const std::string& data_dir);

// Nothing when there is no consensus.key: the node follows. Errors are sentences that say what to do.
[[nodiscard]] Expected<std::optional<crypto::SecretKey>, std::string> read_consensus_key(
    const std::string& data_dir);

// What the registry holds of a node (C1.4).
struct PublicKeys {
  Hash tls_key;
  std::optional<crypto::PublicKey> consensus_key;
};
// Makes the keys that are missing, the consensus key only for a validator; never replaces one.
[[nodiscard]] Expected<PublicKeys, std::string> make_keys(const std::string& data_dir, bool validator);
[[nodiscard]] Expected<PublicKeys, std::string> read_public_keys(const std::string& data_dir);

}  // namespace kula::node
