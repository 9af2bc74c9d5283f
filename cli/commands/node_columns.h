// A node's status and its peers in words and columns; a row fits 80 columns.
#pragma once

#include <string>
#include <vector>

#include "node/api/chain.h"
#include "node/api/peers.h"

namespace kula::cli {

// "850 ms", "12 s", "5 min", "3 h", "9 d".
[[nodiscard]] std::string duration_text(std::uint64_t ms);
// "3 of 3": connected, and registered without the node itself.
[[nodiscard]] std::string peers_text(const api::ChainStatus& status);
// "ready", "syncing, 1200 to go", or "syncing, 12 of 64 chunks".
[[nodiscard]] std::string readiness_text(const api::ChainStatus& status);

// HEIGHT, VIEW, PEERS, READINESS.
[[nodiscard]] std::vector<std::string> node_columns(const api::ChainStatus& status);
// NODE, VOTES, LINK, HEIGHT, LAG, VIEW, CLOCK, HEARD.
[[nodiscard]] std::vector<std::string> peer_columns(const api::PeerView& peer);

}  // namespace kula::cli
