// The processes of a local network: starting, watching and ending them.
#pragma once

#include <optional>
#include <sys/types.h>

#include "cli/localnet/network.h"
#include "node/api/chain.h"

namespace kula::cli::localnet {

// The running node's process; nothing when it is stopped.
[[nodiscard]] std::optional<pid_t> running(const Node& node);
// Those of the network's nodes that run.
[[nodiscard]] std::vector<Node> running_nodes(const Network& network);

// Starts those of the nodes that do not run, in the background. Errors: port_taken, before anything starts.
[[nodiscard]] Result<void> launch(const std::vector<Node>& nodes, const std::string& kulad);
// Waits until the running nodes answer, then sets their clocks to the same time (clocks.h). An error shows
// the end of a log. REQUIRES that launch went well.
[[nodiscard]] Result<void> await_answers(const Network& network, const std::vector<Node>& nodes);
// Waits until the nodes are ready, told one by one on standard error; as long as one of them gains blocks
// or chunks it is given more time.
[[nodiscard]] Result<void> await_ready(const std::vector<Node>& nodes);

// SIGTERM to all, then SIGKILL to those that run 10 s later. Done when nothing of them runs.
void stop(const std::vector<Node>& nodes);
// SIGKILL, without a moment to write anything.
void kill(const std::vector<Node>& nodes);

// What the node says of itself; nothing when it does not answer in time.
[[nodiscard]] std::optional<api::ChainStatus> status_of(const Node& node);

}  // namespace kula::cli::localnet
