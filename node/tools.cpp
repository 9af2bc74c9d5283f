#include "node/tools.h"

#include <algorithm>
#include <cstdio>

#include "node/tool_list.h"

namespace kula::node {

namespace {

struct Tool {
  std::string name;
  std::vector<std::string> options;  // each with a value, all required
  std::string flag;                  // may be given
  std::string summary;
  int (*run)(const ToolOptions&);
};

const std::vector<Tool>& tools() {
  static const std::vector<Tool> kTools{
      {"init", {"data-dir"}, "", "open a new validator's signing record", tool_init},
      {"keys", {"data-dir"}, "validator", "make the keys that are missing, show the public ones", tool_keys},
      {"possession",
       {"data-dir", "operator", "name"},
       "",
       "sign for node.register that the keys are here",
       tool_possession},
      {"ready",
       {"data-dir", "height", "block"},
       "",
       "sign for node.ready that this node has a block",
       tool_ready},
      {"rejoin",
       {"data-dir"},
       "",
       "the signing record was lost or copied: begin a new one and ask the others",
       tool_rejoin},
      {"rejoin-alone",
       {"data-dir", "final"},
       "",
       "the same where nobody else validates: name the last final block",
       tool_rejoin_alone},
      {"recover",
       {"data-dir", "manifest"},
       "yes",
       "too many validators are lost: go on with those that the members signed for",
       tool_recover},
      {"verify",
       {"data-dir"},
       "",
       "check links, roots, certificates and invariants of a stopped node",
       tool_verify},
      {"replay", {"data-dir"}, "", "execute the whole chain again and compare everything", tool_replay},
      {"repair", {"data-dir"}, "", "rebuild a damaged store from what can be read", tool_repair},
  };
  return kTools;
}

std::string usage_of(const Tool& tool) {
  std::string line = "kulad tool " + tool.name;
  for (const auto& option : tool.options) line += " --" + option + (option == "data-dir" ? " D" : " V");
  if (!tool.flag.empty()) line += " [--" + tool.flag + "]";
  return line;
}

}  // namespace

int tool_failed(const std::string& message) {
  std::fprintf(stderr, "kulad: %s\n", message.c_str());
  return kExitFailed;
}

int tool_misused(const std::string& message) {
  std::fprintf(stderr, "kulad: %s\n", message.c_str());
  return kExitUsage;
}

int run_tool(const std::vector<std::string>& arguments) {
  const auto tool = std::find_if(tools().begin(), tools().end(), [&](const Tool& one) {
    return !arguments.empty() && one.name == arguments[0];
  });
  if (tool == tools().end()) return tool_misused("there is no such tool; see kulad --help");
  const auto usage = [&] { return tool_misused("usage: " + usage_of(*tool)); };
  ToolOptions options;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i].substr(0, 2) != "--") return usage();
    const auto name = arguments[i].substr(2);
    const bool is_flag = !tool->flag.empty() && name == tool->flag;
    const bool is_known =
        is_flag || std::find(tool->options.begin(), tool->options.end(), name) != tool->options.end();
    if (!is_known || (!is_flag && i + 1 == arguments.size())) return usage();
    const auto value = is_flag ? std::string() : arguments[++i];
    if (!options.emplace(name, value).second) return usage();
  }
  for (const auto& option : tool->options) {
    if (!options.contains(option)) return usage();
  }
  return tool->run(options);
}

std::string tools_help() {
  std::string text;
  for (const auto& tool : tools()) text += "  " + usage_of(tool) + "\n      " + tool.summary + "\n";
  return text;
}

}  // namespace kula::node
