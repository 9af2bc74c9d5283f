// `kulad tool …`: what is done to the data directory of a stopped node.
#pragma once

#include <string>

namespace kula::node {

// The exit code: 0 done, 1 failed, 8 the store does not hold what it should. Writes to standard output and
// error.
int tool_init(const std::string& data_dir);
int tool_replay(const std::string& data_dir);
int tool_verify(const std::string& data_dir);
int tool_repair(const std::string& data_dir);

}  // namespace kula::node
