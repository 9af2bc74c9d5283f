// kulad.toml: what differs between machines. Strict: an unknown key is an error that names the likely one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/base/expected.h"

namespace kula::node {

struct HttpConfig {
  std::string host = "127.0.0.1";  // [http] listen = "host:port"; a loopback address, as there is no TLS
  std::uint16_t port = 8700;       // 0: any free one, told in the log
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
};

struct PeersConfig {
  std::string host;        // [peers] listen = "host:port"; any address, as it is TLS. Empty: does not listen
  std::uint16_t port = 0;  // 0: any free one, told in the log
  bool dial = true;        // connect to registered nodes
};

struct LogConfig {
  std::string level = "info";   // debug, info, warning, error
  std::string format = "text";  // text, json
  std::string file;             // empty: standard error
};

struct ConsensusConfig {
  std::uint64_t base_delta_ms = 300;    // R11; at least 100
  std::uint64_t batch_wait_ms = 100;    // R3
  std::uint64_t heartbeat_ms = 60'000;  // R12; at least 1000
};

// How a new node whose network is far ahead gets the chain (R19).
enum class Sync : std::uint8_t {
  snapshot,  // the state at one height, proved by its header, then the blocks after it
  blocks,    // every block since the genesis, each executed: has all history
};

struct SnapshotConfig {
  // How often one is made for new nodes, in blocks; 0: never. A new node executes at most so many blocks
  // after it, a minute's work, and has the time of so many to fetch it, as the last two are served. Nodes
  // with the same interval serve the same ones, so that one can be fetched from all of them.
  std::uint64_t interval_blocks = 10'000;
};

struct Config {
  std::string data_dir;  // required; relative paths are relative to the file
  HttpConfig http;
  PeersConfig peers;
  LogConfig log;
  ConsensusConfig consensus;
  Sync sync = Sync::snapshot;
  SnapshotConfig snapshot;
  unsigned verifier_threads = 0;  // 0: as many as there are cores
};

// The error is a sentence with the place in the file. `path` names the file in errors and its folder.
[[nodiscard]] Expected<Config, std::string> parse_config(std::string_view text, const std::string& path);
[[nodiscard]] Expected<Config, std::string> read_config(const std::string& path);

// Of the names, the one that was most likely meant; empty when none is near.
[[nodiscard]] std::string closest_name(std::string_view name, const std::vector<std::string>& names);

}  // namespace kula::node
