// kula localnet up | down | status | logs | reset | advance
#include "cli/localnet/localnet.h"

#include <filesystem>

#include "cli/commands/all_commands.h"
#include "cli/field_parser.h"
#include "cli/key_store.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/render.h"

namespace kula::cli {

using localnet::Network;

namespace {

Network network_of(const Arguments& arguments) {
  return localnet::find_network(arguments.has("dir") ? arguments.text("dir") : ".localnet");
}

Error missing(const Network& network) {
  return {ExitCode::not_found, "no_network", "there is no local network in " + network.folder,
          "it was never started here", "start one with `kula localnet up`"};
}

codec::JsonValue json_of(const Network& network, bool runs) {
  codec::JsonValue json;
  json.set("folder", codec::JsonValue(network.folder)).set("running", codec::JsonValue(runs));
  json.set("api", codec::JsonValue(network.url())).set("keys_dir", codec::JsonValue(network.keys_dir()));
  json.set("passphrase_file", codec::JsonValue(network.passphrase_file()));
  return json;
}

void show(const Network& network, bool runs, const Settings& settings) {
  if (settings.json) return print_json(json_of(network, runs));
  print_line(std::string(runs ? "running" : "stopped") + "  " + network.folder);
  print_line("API      " + network.url());
  print_line("keys     " + network.keys_dir());
  print_line("To use them in this shell:");
  print_line("  export KULA_NODE=" + network.url() + " KULA_KEYS_DIR=" + network.keys_dir() +
             " KULA_PASSPHRASE_FILE=" + network.passphrase_file());
}

Result<ExitCode> up(const Arguments& arguments, const Settings& settings) {
  auto network = network_of(arguments);
  if (localnet::running(network)) {
    show(network, true, settings);
    return ExitCode::done;
  }
  const auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  if (!localnet::exists(network)) {
    if (arguments.has("port")) {
      const auto port = parse_u64(arguments.text("port"));
      if (!port || *port == 0 || *port > 65535) return usage_error("--port is no port", "use 1 to 65535");
      network.port = static_cast<std::uint16_t>(*port);
    }
    print_note("creating a network of one validator in " + network.folder);
    if (auto created = localnet::create(network, *kulad); !created) return fail(created.error());
  }
  if (auto started = localnet::start(network, *kulad); !started) return fail(started.error());
  show(network, true, settings);
  return ExitCode::done;
}

Result<ExitCode> down(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!localnet::exists(network)) return fail(missing(network));
  if (auto stopped = localnet::stop(network); !stopped) return fail(stopped.error());
  if (settings.json) print_json(json_of(network, false));
  return ExitCode::done;
}

Result<ExitCode> status(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!localnet::exists(network)) return fail(missing(network));
  show(network, localnet::running(network).has_value(), settings);
  return ExitCode::done;
}

Result<ExitCode> logs(const Arguments& arguments, const Settings&) {
  const auto network = network_of(arguments);
  const auto text = read_text_file(network.log_file());
  if (!text) return fail(missing(network));
  print_line(harmless_lines(*text));
  return ExitCode::done;
}

Result<ExitCode> reset(const Arguments& arguments, const Settings& settings) {
  const auto network = network_of(arguments);
  if (!localnet::exists(network)) return fail(missing(network));
  if (!settings.yes && !confirm("Delete the whole network in " + network.folder + "?")) {
    return fail(Error{ExitCode::cancelled, "cancelled", "nothing was deleted", "you said no",
                      "run it again when ready"});
  }
  if (auto stopped = localnet::stop(network); !stopped) return fail(stopped.error());
  std::error_code failed;
  std::filesystem::remove_all(network.folder, failed);
  if (failed) {
    return fail(Error{ExitCode::failed, "not_deleted", "the folder could not be deleted", failed.message(),
                      "delete " + network.folder + " by hand"});
  }
  return ExitCode::done;
}

Result<ExitCode> advance(const Arguments& arguments, const Settings& settings) {
  const auto duration = parse_duration(arguments.text("DURATION"));
  if (!duration) return usage_error("that is no duration", "use 8d, 12h, 30m or 5s");
  const auto network = network_of(arguments);
  auto node = NodeClient::open(localnet::exists(network) ? network.url() : settings.node);
  if (!node) return fail(node.error());
  const auto advanced = node->advance(*duration);
  if (!advanced) return fail(advanced.error());
  if (settings.json) {
    codec::JsonValue json;
    json.set("now", codec::JsonValue(advanced->now.text()));
    json.set("advanced_ms", codec::JsonValue(std::to_string(advanced->advanced_ms)));
    print_json(json);
  } else {
    print_line("the network's clock is now " + time_text(advanced->now.text(), settings));
  }
  return ExitCode::done;
}

}  // namespace

std::vector<Command> localnet_commands() {
  const Option dir{"dir", "Folder of the network (default .localnet)", false, false, false};
  const Option port{"port", "Port of the API on 127.0.0.1 (default 8700)", false, false, false};
  const Option kulad{"kulad", "The kulad to run (default: beside kula, or on PATH)", false, false, false};
  return {
      {"localnet",
       "up",
       "Create and start a network of one validator on this machine",
       {dir, port, kulad},
       {"kula localnet up", "kula localnet up --dir /tmp/net --port 8800"},
       up},
      {"localnet",
       "down",
       "Stop the network",
       {dir},
       {"kula localnet down", "kula localnet down --dir /tmp/net"},
       down},
      {"localnet",
       "status",
       "Where the network is and whether it runs",
       {dir},
       {"kula localnet status", "kula localnet status --json"},
       status},
      {"localnet",
       "logs",
       "Show the node's log",
       {dir},
       {"kula localnet logs", "kula localnet logs --dir /tmp/net"},
       logs},
      {"localnet",
       "reset",
       "Stop the network and delete it",
       {dir},
       {"kula localnet reset", "kula localnet reset --yes --dir /tmp/net"},
       reset},
      {"localnet",
       "advance",
       "Move the virtual clock forward, so that windows pass",
       {{"DURATION", "8d, 12h, 30m or 5s", true, false, false}, dir},
       {"kula localnet advance 8d", "kula localnet advance 12h --dir /tmp/net"},
       advance},
  };
}

}  // namespace kula::cli
