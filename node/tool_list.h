// The tools by subject; tools.cpp lists them.
#pragma once

#include <map>
#include <string>

#include "node/exit_code.h"

namespace kula::node {

using ToolOptions = std::map<std::string, std::string>;  // without dashes; "data-dir" is always there

int tool_failed(const std::string& message);
int tool_misused(const std::string& message);

// tools_store.cpp
int tool_replay(const ToolOptions& options);
int tool_verify(const ToolOptions& options);
int tool_repair(const ToolOptions& options);
// tools_keys.cpp
int tool_keys(const ToolOptions& options);
int tool_possession(const ToolOptions& options);
int tool_ready(const ToolOptions& options);
// tools_record.cpp
int tool_init(const ToolOptions& options);
int tool_rejoin(const ToolOptions& options);
int tool_rejoin_alone(const ToolOptions& options);
// tools_recover.cpp
int tool_recover(const ToolOptions& options);

}  // namespace kula::node
