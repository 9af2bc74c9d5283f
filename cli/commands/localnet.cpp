// kula localnet up | down | status | logs | reset | advance | add. Faults are in localnet_faults.cpp.
#include <filesystem>

#include "cli/commands/all_commands.h"
#include "cli/commands/config_options.h"
#include "cli/commands/localnet_options.h"
#include "cli/commands/node_columns.h"
#include "cli/field_parser.h"
#include "cli/localnet/clocks.h"
#include "cli/localnet/create.h"
#include "cli/localnet/node_folder.h"
#include "cli/localnet/running.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/render.h"
#include "cli/sender.h"
#include "cli/text_file.h"
#include "ledger/codec/json.h"
#include "ledger/types/limits.h"

namespace kula::cli {

using localnet::Network;
using localnet::Node;

namespace {

constexpr std::size_t kDefaultValidators = 4;

// A node and what it says, if it runs and answers.
struct Seen {
  Node node;
  std::optional<pid_t> process;
  std::optional<api::ChainStatus> status;
};

std::vector<Seen> look_at(const Network& network) {
  std::vector<Seen> all;
  for (const auto& node : network.nodes) {
    Seen seen{node, localnet::running(node), std::nullopt};
    if (seen.process) seen.status = localnet::status_of(node);
    all.push_back(std::move(seen));
  }
  return all;
}

// The node that commands should talk to: the first that runs.
const Node& node_to_use(const std::vector<Seen>& all) {
  for (const auto& seen : all) {
    if (seen.process) return seen.node;
  }
  return all.front().node;
}

codec::JsonValue json_of(const Network& network, const std::vector<Seen>& all) {
  codec::JsonValue::Array nodes;
  bool runs = false;
  for (const auto& seen : all) {
    codec::JsonValue node;
    node.set("name", seen.node.name).set("folder", seen.node.folder).set("api", seen.node.url());
    node.set("peers_endpoint", seen.node.peers_endpoint()).set("running", seen.process.has_value());
    node.set("process", seen.process ? codec::JsonValue::number(static_cast<std::uint64_t>(*seen.process))
                                     : codec::JsonValue());
    node.set("status", seen.status ? codec::to_json(*seen.status) : codec::JsonValue());
    nodes.push_back(std::move(node));
    runs = runs || seen.process;
  }
  codec::JsonValue json;
  json.set("folder", network.folder).set("running", runs).set("api", node_to_use(all).url());
  json.set("keys_dir", network.keys_dir()).set("passphrase_file", network.passphrase_file());
  json.set("nodes", std::move(nodes));
  return json;
}

void show(const Network& network, const Settings& settings) {
  const auto all = look_at(network);
  if (settings.json) return print_json(json_of(network, all));
  std::vector<std::vector<std::string>> rows;
  for (const auto& seen : all) {
    std::vector<std::string> row{seen.node.name, seen.process ? std::to_string(*seen.process) : "stopped",
                                 "127.0.0.1:" + std::to_string(seen.node.port)};
    const auto more = seen.status ? node_columns(*seen.status)
                                  : std::vector<std::string>{"", "", "", seen.process ? "no answer" : ""};
    row.insert(row.end(), more.begin(), more.end());
    rows.push_back(std::move(row));
  }
  print_table({"NODE", "PROCESS", "API", "HEIGHT", "VIEW", "PEERS", "READINESS"}, rows, {3, 4, 5});
  print_line("");
  print_line("folder " + network.folder);
  print_line("To use it in this shell:");
  print_line("  export KULA_NODE=" + node_to_use(all).url() + " KULA_KEYS_DIR=" + network.keys_dir() +
             " KULA_PASSPHRASE_FILE=" + network.passphrase_file());
}

Result<std::size_t> validators_of(const Arguments& arguments) {
  if (!arguments.has("validators")) return kDefaultValidators;
  const auto validators = parse_u64(arguments.text("validators"));
  if (validators && *validators >= 1 && *validators <= types::kMaxValidators) return *validators;
  return usage_error("--validators is no number from 1 to " + std::to_string(types::kMaxValidators),
                     "4 survive the loss of one, 7 of two");
}

Result<void> check_port(const Arguments& arguments, std::size_t nodes, Network& network) {
  if (!arguments.has("port")) return {};
  const auto port = parse_u64(arguments.text("port"));
  if (!port || *port == 0 || *port + 2 * nodes > 65535) {
    return usage_error("--port is no port that leaves room for " + std::to_string(2 * nodes) + " of them",
                       "a node takes two: its API's and its peers'");
  }
  network.port = static_cast<std::uint16_t>(*port);
  return {};
}

Result<ExitCode> up(const Arguments& arguments, const Settings& settings) {
  auto network = network_of(arguments);
  const auto validators = validators_of(arguments);
  if (!validators) return fail(validators.error());
  const auto snapshot_interval = snapshot_interval_of(arguments);
  if (!snapshot_interval) return fail(snapshot_interval.error());
  const auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  if (!network.exists()) {
    if (auto checked = check_port(arguments, *validators, network); !checked) return fail(checked.error());
    print_note("creating a network of " + std::to_string(*validators) +
               (*validators == 1 ? " validator in " : " validators in ") + network.folder);
    auto created = localnet::create(network, *validators, *snapshot_interval, *kulad);
    if (!created) return fail(created.error());
    network = std::move(*created);
  } else if (arguments.has("validators") || arguments.has("port") || *snapshot_interval) {
    print_note("the network in " + network.folder + " exists and is started as it is");
  }
  if (auto started = start_nodes(network, network.nodes, *kulad); !started) return fail(started.error());
  if (auto ready = localnet::await_ready(network.nodes); !ready) return fail(ready.error());
  show(network, settings);
  return ExitCode::done;
}

Result<ExitCode> down(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  localnet::stop(network.nodes);
  if (settings.json) print_json(json_of(network, look_at(network)));
  return ExitCode::done;
}

Result<ExitCode> status(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  show(network, settings);
  return ExitCode::done;
}

Result<ExitCode> logs(const Arguments& arguments, const Settings&) {
  const auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  auto nodes = network.nodes;
  if (arguments.has("NODE")) {
    auto found = localnet::find_nodes(network, arguments.all("NODE"));
    if (!found) return fail(found.error());
    nodes = std::move(*found);
  }
  for (const auto& node : nodes) {
    const auto text = read_text_file(node.log_file());
    if (!text) return fail(text.error());
    if (nodes.size() > 1) print_line("== " + node.name);
    print_line(harmless_lines(*text));
  }
  return ExitCode::done;
}

Result<ExitCode> reset(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  if (!settings.yes && !confirm("Delete the whole network in " + network.folder + "?")) {
    return fail(cancelled("nothing was deleted"));
  }
  localnet::stop(network.nodes);
  std::error_code failed;
  std::filesystem::remove_all(network.folder, failed);
  if (!failed) return ExitCode::done;
  return fail(Error{ExitCode::failed, "not_deleted", "the folder could not be deleted", failed.message(),
                    "delete " + network.folder + " by hand"});
}

// The clock of the network in `folder`, or of the node of the settings when there is none.
Result<TimeMs> move_forward(const Network& network, DurationMs duration, const Settings& settings) {
  if (network.exists()) {
    const auto latest = localnet::latest_clock(network);
    if (!latest) return fail(latest.error());
    const auto target = after(*latest, duration);
    if (auto moved = localnet::move_clocks(network, target); !moved) return fail(moved.error());
    return target;
  }
  const auto now = wall_clock_of_node(settings);
  if (!now) return fail(now.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto advanced = node->advance_to(after(*now, duration));
  if (!advanced) return fail(advanced.error());
  return advanced->now;
}

Result<ExitCode> advance(const Arguments& arguments, const Settings& settings) {
  const auto duration = parse_duration(arguments.text("DURATION"));
  if (!duration) return usage_error("that is no duration", "use 8d, 12h, 30m or 5s");
  const auto now = move_forward(network_of(arguments), *duration, settings);
  if (!now) return fail(now.error());
  if (settings.json) {
    print_json(codec::JsonValue().set("now", now->text()).set("advanced_ms", std::to_string(*duration)));
  } else {
    print_line("the network's clock is now " + time_text(now->text(), settings));
  }
  return ExitCode::done;
}

Result<ExitCode> add(const Arguments& arguments, const Settings& settings) {
  auto network = network_of(arguments);
  if (!network.exists()) return fail(no_network(network));
  const auto snapshot_interval = snapshot_interval_of(arguments);
  if (!snapshot_interval) return fail(snapshot_interval.error());
  const auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  const auto through = node_to_use(look_at(network));
  const localnet::NewNode wanted{arguments.has("validator"), *snapshot_interval};
  const auto node = localnet::add_node(network, through, wanted, *kulad, settings);
  if (!node) return fail(node.error());
  network.nodes.push_back(*node);
  if (auto started = start_nodes(network, {*node}, *kulad); !started) return fail(started.error());
  if (auto ready = localnet::await_ready({*node}); !ready) return fail(ready.error());
  if (wanted.is_validator) {
    print_note(node->name + " follows. To let it vote: `kula node ready " + node->name + " --data-dir " +
               node->folder + " --account operator`, then a proposal: `kula proposal create --help`");
  }
  show(network, settings);
  return ExitCode::done;
}

}  // namespace

std::vector<Command> localnet_commands() {
  const Option dir = dir_option();
  const Option kulad = kulad_option();
  const Option validators{"validators", "How many nodes vote, 1 to 21 (default 4)", false, false, false};
  const Option port{"port", "First port on 127.0.0.1; a node takes two (default 8700)", false, false, false};
  auto commands = localnet_fault_commands();
  commands.insert(commands.begin(),
                  {{"localnet",
                    "up",
                    "Create and start a network of validators on this machine",
                    {validators, dir, port, snapshot_interval_option(), kulad},
                    {"kula localnet up", "kula localnet up --validators 7 --dir /tmp/net --port 8800"},
                    up},
                   {"localnet",
                    "down",
                    "Stop the network",
                    {dir},
                    {"kula localnet down", "kula localnet down --dir /tmp/net"},
                    down},
                   {"localnet",
                    "status",
                    "The network's nodes: process, API, height, view, peers, readiness",
                    {dir},
                    {"kula localnet status", "kula localnet status --json"},
                    status},
                   {"localnet",
                    "logs",
                    "Show the nodes' logs",
                    {{"NODE", "Names; all nodes when none is given", false, true, false}, dir},
                    {"kula localnet logs", "kula localnet logs node-2 --dir /tmp/net"},
                    logs},
                   {"localnet",
                    "reset",
                    "Stop the network and delete it",
                    {dir},
                    {"kula localnet reset", "kula localnet reset --yes --dir /tmp/net"},
                    reset,
                    Reach::deletion},
                   {"localnet",
                    "advance",
                    "Move the virtual clock forward, so that windows pass",
                    {{"DURATION", "8d, 12h, 30m or 5s", true, false, false}, dir},
                    {"kula localnet advance 8d", "kula localnet advance 12h --dir /tmp/net"},
                    advance},
                   {"localnet",
                    "add",
                    "Add a node to the running network: an observer, or one that may become a validator",
                    {{"observer", "It only follows (the default)", false, false, true},
                     {"validator", "It gets a consensus key", false, false, true},
                     dir,
                     snapshot_interval_option(),
                     kulad},
                    {"kula localnet add", "kula localnet add --validator --dir /tmp/net"},
                    add}});
  return commands;
}

}  // namespace kula::cli
