// New local networks and nodes.
#pragma once

#include "cli/localnet/network.h"
#include "cli/localnet/node_folder.h"

namespace kula::cli::localnet {

// Writes the whole folder or nothing: it is made beside the final one and renamed. `network` says where and
// from which port on. The network as it is then. REQUIRES that it does not exist, 1 to 21 validators and an
// absolute path of kulad. Errors: folder_in_use.
[[nodiscard]] Result<Network> create(const Network& network, std::size_t validators,
                                     SnapshotInterval snapshot_interval, const std::string& kulad);

struct NewNode {
  bool is_validator = false;  // it gets a consensus key
  SnapshotInterval snapshot_interval;
};

// One more node: folder and keys, registered by the demo account `operator` through the running node
// `through`. It is not started, and votes only after the members add it. REQUIRES that the network exists.
[[nodiscard]] Result<Node> add_node(const Network& network, const Node& through, const NewNode& wanted,
                                    const std::string& kulad, const Settings& settings);

}  // namespace kula::cli::localnet
