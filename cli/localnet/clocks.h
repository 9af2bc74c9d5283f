// The virtual clocks of a local network's nodes, which must agree: a proposal from more than 2 s ahead is not
// voted on (R13).
#pragma once

#include "cli/localnet/network.h"
#include "ledger/base/time.h"

namespace kula::cli::localnet {

// The latest clock of the running nodes. Errors: node_unreachable when none runs.
[[nodiscard]] Result<TimeMs> latest_clock(const Network& network);

// Moves the clocks of all running nodes to `target`, or to the latest of them if that is later, and looks
// whether they agree. Repeating it moves nothing again: the target is absolute and clocks never go back.
// Errors: node_unreachable, clocks_differ.
[[nodiscard]] Result<void> move_clocks(const Network& network, TimeMs target);
// A node that was off while the others' clocks were moved comes back with its old one.
[[nodiscard]] Result<void> level_clocks(const Network& network);

}  // namespace kula::cli::localnet
