// A node's status in columns of a table.
#pragma once

#include <string>
#include <vector>

#include "node/api/chain.h"

namespace kula::cli {

// HEIGHT, VIEW, PEERS, READINESS.
[[nodiscard]] std::vector<std::string> node_columns(const api::ChainStatus& status);

}  // namespace kula::cli
