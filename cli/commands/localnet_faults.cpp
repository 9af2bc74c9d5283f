// kula localnet kill | stop | start | partition: faults to try.
#include <algorithm>

#include "cli/commands/localnet_options.h"
#include "cli/localnet/node_folder.h"
#include "cli/localnet/running.h"
#include "cli/node_client.h"
#include "cli/print.h"

namespace kula::cli {

using localnet::Network;
using localnet::Node;

namespace {

struct NamedNodes {
  Network network;
  std::vector<Node> nodes;  // those that were named
};

Result<NamedNodes> asked(const Arguments& arguments) {
  auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  auto nodes = localnet::find_nodes(network, arguments.all("NODE"));
  if (!nodes) return fail(nodes.error());
  return NamedNodes{std::move(network), std::move(*nodes)};
}

Result<ExitCode> kill(const Arguments& arguments, const Settings&) {
  const auto what = asked(arguments);
  if (!what) return fail(what.error());
  localnet::kill(what->nodes);
  return ExitCode::done;
}

Result<ExitCode> stop(const Arguments& arguments, const Settings&) {
  const auto what = asked(arguments);
  if (!what) return fail(what.error());
  localnet::stop(what->nodes);
  return ExitCode::done;
}

// Does not wait until they are ready: alone, they never are.
Result<ExitCode> start(const Arguments& arguments, const Settings&) {
  const auto what = asked(arguments);
  if (!what) return fail(what.error());
  const auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  if (auto started = start_nodes(what->network, what->nodes, *kulad); !started) return fail(started.error());
  return ExitCode::done;
}

// Tells the running ones among `nodes` to have no link to `others`.
Result<void> cut(const std::vector<Node>& nodes, const std::vector<std::string>& others) {
  for (const auto& node : nodes) {
    if (!localnet::running(node)) {
      print_note(node.name + " does not run: its links are as others have them");
      continue;
    }
    auto client = NodeClient::open(node.url());
    if (!client) return fail(client.error());
    if (auto done = client->partition(others); !done) return done;
  }
  return {};
}

std::vector<std::string> names_of(const std::vector<Node>& nodes) {
  std::vector<std::string> names;
  for (const auto& node : nodes) names.push_back(node.name);
  return names;
}

Result<ExitCode> partition(const Arguments& arguments, const Settings&) {
  const auto what = asked(arguments);
  if (!what) return fail(what.error());
  if (arguments.has("heal")) {
    if (auto healed = cut(what->network.nodes, {}); !healed) return fail(healed.error());
    return ExitCode::done;
  }
  const auto group = names_of(what->nodes);
  std::vector<Node> rest;
  std::copy_if(
      what->network.nodes.begin(), what->network.nodes.end(), std::back_inserter(rest),
      [&](const Node& node) { return std::find(group.begin(), group.end(), node.name) == group.end(); });
  if (group.empty() || rest.empty())
    return usage_error("a partition has two sides", "name some of the nodes, not all, or give --heal");
  if (auto done = cut(what->nodes, names_of(rest)); !done) return fail(done.error());
  if (auto done = cut(rest, group); !done) return fail(done.error());
  return ExitCode::done;
}

}  // namespace

Option dir_option() { return {"dir", "Folder of the network (default .localnet)", false, false, false}; }

Option kulad_option() {
  return {"kulad", "The kulad to run (default: beside kula, or on PATH)", false, false, false};
}

Network network_of(const Arguments& arguments) {
  return localnet::find_network(arguments.has("dir") ? arguments.text("dir") : ".localnet");
}

Error no_network(const Network& network) {
  return {ExitCode::not_found, "no_network", "there is no local network in " + network.folder,
          "it was never started here", "start one with `kula localnet up`"};
}

Result<void> start_nodes(const Network& network, const std::vector<Node>& nodes, const std::string& kulad) {
  if (auto launched = localnet::launch(nodes, kulad); !launched) return launched;
  return localnet::await_answers(network, nodes);
}

std::vector<Command> localnet_fault_commands() {
  const Option nodes{"NODE", "Names, as node-2", true, true, false};
  const Option some_nodes{"NODE", "Names of one side, as node-2", false, true, false};
  return {{"localnet",
           "kill",
           "Kill nodes with SIGKILL",
           {nodes, dir_option()},
           {"kula localnet kill node-2", "kula localnet kill node-2 node-3 --dir /tmp/net"},
           kill},
          {"localnet",
           "stop",
           "Stop nodes gracefully",
           {nodes, dir_option()},
           {"kula localnet stop node-2", "kula localnet stop node-2 node-3 --dir /tmp/net"},
           stop},
          {"localnet",
           "start",
           "Start nodes that were killed or stopped",
           {nodes, dir_option(), kulad_option()},
           {"kula localnet start node-2", "kula localnet start node-2 node-3 --dir /tmp/net"},
           start},
          {"localnet",
           "partition",
           "Cut nodes off from the rest, or heal all links",
           {some_nodes, {"heal", "Heal all links", false, false, true}, dir_option()},
           {"kula localnet partition node-1 node-2", "kula localnet partition --heal"},
           partition}};
}

}  // namespace kula::cli
