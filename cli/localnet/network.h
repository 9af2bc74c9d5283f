// The folder of a local network and of its nodes, and where they listen (README.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/error.h"
#include "cli/settings.h"

namespace kula::cli::localnet {

inline constexpr std::uint16_t kDefaultPort = 8700;

struct Node {
  std::string name;        // "node-1": its folder, and its name in the registry
  std::string folder;      // absolute
  std::uint16_t port = 0;  // of its API; the next one is for its peers

  [[nodiscard]] std::uint16_t peers_port() const { return static_cast<std::uint16_t>(port + 1); }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }
  [[nodiscard]] std::string peers_endpoint() const { return "127.0.0.1:" + std::to_string(peers_port()); }
  [[nodiscard]] std::string config_file() const { return folder + "/kulad.toml"; }
  [[nodiscard]] std::string log_file() const { return folder + "/kulad.log"; }
  [[nodiscard]] std::string pid_file() const { return folder + "/kulad.pid"; }
};

struct Network {
  std::string folder;                 // absolute
  std::uint16_t port = kDefaultPort;  // the first node's
  std::vector<Node> nodes;            // in the order of their numbers; none: it was not created

  [[nodiscard]] bool exists() const { return !nodes.empty(); }
  [[nodiscard]] std::string keys_dir() const { return folder + "/keys"; }
  [[nodiscard]] std::string passphrase_file() const { return folder + "/passphrase"; }
  [[nodiscard]] std::string genesis_file() const { return nodes.front().folder + "/genesis.json"; }
  // Number `index` + 1, existing or not: node k listens 2 (k - 1) ports above the first.
  [[nodiscard]] Node node(std::size_t index) const;
  // This person's settings with the keys, the passphrase and one node of the network.
  [[nodiscard]] Settings settings(Settings base, const Node& node) const;
};

// The network in a folder, created or not; its port is read from the first node's kulad.toml.
[[nodiscard]] Network find_network(const std::string& folder);
// The network whose keys and one of whose nodes a person uses; one without nodes when that is another one's.
[[nodiscard]] Network network_in_use(const Settings& settings);
// The nodes of these names. Errors: not_found.
[[nodiscard]] Result<std::vector<Node>> find_nodes(const Network& network,
                                                   const std::vector<std::string>& names);

}  // namespace kula::cli::localnet
