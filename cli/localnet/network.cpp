#include "cli/localnet/network.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "cli/text_file.h"
#include "ledger/base/number.h"

namespace kula::cli::localnet {

namespace {

namespace fs = std::filesystem;

std::optional<std::uint16_t> port_in(const std::string& config) {
  constexpr std::string_view kListen = "[http]\nlisten = \"127.0.0.1:";
  const auto at = config.find(kListen);
  if (at == std::string::npos) return std::nullopt;
  const auto begin = at + kListen.size();
  const auto port = parse_u64(std::string_view(config).substr(begin, config.find('"', begin) - begin));
  if (!port || *port == 0 || *port > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

}  // namespace

Node Network::node(std::size_t index) const {
  const auto name = "node-" + std::to_string(index + 1);
  return {name, folder + "/" + name, static_cast<std::uint16_t>(port + 2 * index)};
}

Settings Network::settings(Settings base, const Node& node) const {
  base.node = node.url();
  base.keys_dir = keys_dir();
  base.passphrase_file = passphrase_file();
  return base;
}

Network find_network(const std::string& folder) {
  Network network;
  std::error_code failed;
  network.folder = fs::weakly_canonical(folder, failed).string();
  const auto config = read_text_file(network.node(0).config_file(), 64u << 10);
  if (!config) return network;
  network.port = port_in(*config).value_or(kDefaultPort);
  // A folder with a configuration is a whole node.
  while (fs::exists(network.node(network.nodes.size()).config_file(), failed)) {
    network.nodes.push_back(network.node(network.nodes.size()));
  }
  return network;
}

Network network_in_use(const Settings& settings) {
  auto network = find_network(fs::path(settings.keys_dir + "/..").lexically_normal().string());
  const bool is_its = std::any_of(network.nodes.begin(), network.nodes.end(),
                                  [&](const Node& node) { return node.url() == settings.node; });
  if (!is_its) network.nodes.clear();
  return network;
}

Result<std::vector<Node>> find_nodes(const Network& network, const std::vector<std::string>& names) {
  std::vector<Node> nodes;
  for (const auto& name : names) {
    const auto found = std::find_if(network.nodes.begin(), network.nodes.end(),
                                    [&](const Node& node) { return node.name == name; });
    if (found == network.nodes.end()) {
      return fail(Error{ExitCode::not_found, "no_such_node", "the network has no node " + name,
                        "its nodes are node-1 to node-" + std::to_string(network.nodes.size()),
                        "see `kula localnet status`"});
    }
    nodes.push_back(*found);
  }
  return nodes;
}

}  // namespace kula::cli::localnet
