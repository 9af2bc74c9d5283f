// What the commands that write a kulad.toml share: the options that say what is in it.
#pragma once

#include "cli/command.h"
#include "cli/localnet/node_folder.h"

namespace kula::cli {

[[nodiscard]] Option snapshot_interval_option();
// Nothing when it was not given.
[[nodiscard]] Result<localnet::SnapshotInterval> snapshot_interval_of(const Arguments& arguments);

[[nodiscard]] Option sync_option();
// In the words of the file; "" when it was not given.
[[nodiscard]] Result<std::string> sync_of(const Arguments& arguments);

}  // namespace kula::cli
