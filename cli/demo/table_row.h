// One row of a table by its whole key.
#pragma once

#include <optional>

#include "cli/node_client.h"

namespace kula::cli::demo {

// {key, value}; nothing when there is no such row.
[[nodiscard]] Result<std::optional<codec::JsonValue>> table_row(NodeClient& node, const std::string& table,
                                                                const std::vector<std::string>& key);

}  // namespace kula::cli::demo
