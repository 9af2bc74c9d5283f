// The data folder of one node: genesis, keys, signing record, kulad.toml. Of a local network or of any other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/error.h"
#include "ledger/base/bytes.h"
#include "ledger/base/number.h"
#include "ledger/crypto/keys.h"
#include "ledger/types/address.h"
#include "ledger/types/ids.h"

namespace kula::cli::localnet {

// kulad beside this program, in the build folder, or on PATH; `given` wins.
[[nodiscard]] Result<std::string> find_kulad(const std::string& given);

struct NodeKeys {
  Hash tls_key;  // SHA-256 of the TLS public key
  std::optional<crypto::PublicKey> consensus_key;
};

// Creates the folder with new keys; those that are there stay.
[[nodiscard]] Result<NodeKeys> make_keys(const std::string& kulad, const std::string& folder,
                                         bool is_validator);
// Writes the genesis file. A validator's signing record is opened too, which is done once and never by a
// start (R9). REQUIRES make_keys.
[[nodiscard]] Result<void> write_genesis(const std::string& kulad, const std::string& folder,
                                         const std::string& genesis, bool is_validator);

// The consensus key's signature that proves possession to `node.register`.
[[nodiscard]] Result<crypto::Signature> prove_possession(const std::string& kulad, const std::string& folder,
                                                         const types::Address& operator_account,
                                                         const std::string& name);
// The consensus key's signature for `node.ready`: it knows that block (R18).
[[nodiscard]] Result<crypto::Signature> prove_ready(const std::string& kulad, const std::string& folder,
                                                    Height height, const types::BlockId& block);

// In blocks. Nothing: it is not written, and the node goes along when kulad's default changes.
using SnapshotInterval = std::optional<std::uint64_t>;

struct NodeConfig {
  std::string http_listen;   // host:port
  std::string peers_listen;  // host:port
  std::uint64_t base_delta_ms = 300;
  SnapshotInterval snapshot_interval{};
  std::string sync{};  // snapshot or blocks; empty: it is not written either
};
// Writes kulad.toml. What it names is relative to the folder, which can be moved.
[[nodiscard]] Result<void> write_config(const std::string& folder, const NodeConfig& config);

}  // namespace kula::cli::localnet
