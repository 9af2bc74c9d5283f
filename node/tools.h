// `kulad tool …`: what is done to the data directory of a stopped node.
#pragma once

#include <string>
#include <vector>

namespace kula::node {

// Runs the tool that the arguments after `kulad tool` name. The exit code: 0 done, 1 failed, 2 usage, 8 the
// store does not hold what it should. Writes to standard output and error; keys in lines of JSON.
int run_tool(const std::vector<std::string>& arguments);
// A line for each tool.
[[nodiscard]] std::string tools_help();

}  // namespace kula::node
