// Commands of the noun "node" that have a file of their own.
#pragma once

#include "cli/command.h"

namespace kula::cli {

[[nodiscard]] Command node_join_command();
[[nodiscard]] Command node_ready_command();
[[nodiscard]] Command node_evidence_command();

}  // namespace kula::cli
