// The folder and the processes of a local network (README.md).
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "cli/error.h"
#include "cli/settings.h"

namespace kula::cli::localnet {

struct Network {
  std::string folder;  // absolute
  std::uint16_t port = 8700;

  [[nodiscard]] std::string node_dir() const { return folder + "/node-1"; }
  [[nodiscard]] std::string keys_dir() const { return folder + "/keys"; }
  [[nodiscard]] std::string passphrase_file() const { return folder + "/passphrase"; }
  [[nodiscard]] std::string log_file() const { return node_dir() + "/kulad.log"; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }
  // This person's settings with the network's node, keys and passphrase.
  [[nodiscard]] Settings settings(Settings base) const;
};

// The network in a folder, created or not; its port is read from kulad.toml when there is one.
[[nodiscard]] Network find_network(const std::string& folder);
[[nodiscard]] bool exists(const Network& network);
// Genesis, keys and configuration. REQUIRES that it does not exist. `kulad` is the program that opens the
// signing record.
[[nodiscard]] Result<void> create(const Network& network, const std::string& kulad);

// The running node's process; nothing when it is stopped.
[[nodiscard]] std::optional<pid_t> running(const Network& network);
// Starts the node in the background and waits until it answers; an error shows the end of its log.
[[nodiscard]] Result<void> start(const Network& network, const std::string& kulad);
// SIGTERM, then SIGKILL after 10 s. Done when nothing runs.
[[nodiscard]] Result<void> stop(const Network& network);

// kulad beside this program, in the build folder, or on PATH; `given` wins.
[[nodiscard]] Result<std::string> find_kulad(const std::string& given);

}  // namespace kula::cli::localnet
