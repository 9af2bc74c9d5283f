// What the commands of local networks share.
#pragma once

#include "cli/command.h"
#include "cli/localnet/network.h"

namespace kula::cli {

[[nodiscard]] Option dir_option();
[[nodiscard]] Option kulad_option();
// The network in --dir.
[[nodiscard]] localnet::Network network_of(const Arguments& arguments);
[[nodiscard]] Error no_network(const localnet::Network& network);
// Starts those of the nodes that do not run and waits until they answer.
[[nodiscard]] Result<void> start_nodes(const localnet::Network& network,
                                       const std::vector<localnet::Node>& nodes, const std::string& kulad);

[[nodiscard]] std::vector<Command> localnet_fault_commands();

}  // namespace kula::cli
