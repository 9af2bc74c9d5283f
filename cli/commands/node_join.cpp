// kula node join: the folder of a new node, registered.
#include <filesystem>
#include <optional>

#include "cli/commands/config_options.h"
#include "cli/commands/localnet_options.h"
#include "cli/commands/node_commands.h"
#include "cli/localnet/node_folder.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "cli/text_file.h"
#include "cli/transaction_file.h"
#include "contracts/accounts/nodes.h"
#include "genesis/genesis_document.h"
#include "ledger/codec/binary.h"

namespace kula::cli {

namespace {

using contracts::accounts::RegisterNode;

// What a new node needs, read and checked before anything is written.
struct Joining {
  std::string folder;
  Slug name;
  std::string endpoint;
  std::string genesis;
  bool is_validator = false;
  std::optional<types::Address> operator_account;  // who registers it
  localnet::NodeConfig config;
  std::string kulad;
};

// Peers are listened to on all addresses of the machine, those of a loopback endpoint only there.
std::string listen_for(const std::string& endpoint) {
  const auto colon = endpoint.rfind(':');
  return endpoint.starts_with("127.") ? endpoint : "0.0.0.0" + endpoint.substr(colon);
}

// REQUIRES that the endpoint is one.
Result<localnet::NodeConfig> read_node_config(const Arguments& arguments, const std::string& endpoint) {
  localnet::NodeConfig config;
  config.http_listen = arguments.has("listen") ? arguments.text("listen") : "127.0.0.1:8700";
  config.peers_listen = listen_for(endpoint);
  const auto snapshot_interval = snapshot_interval_of(arguments);
  if (!snapshot_interval) return fail(snapshot_interval.error());
  config.snapshot_interval = *snapshot_interval;
  auto sync = sync_of(arguments);
  if (!sync) return fail(sync.error());
  config.sync = std::move(*sync);
  return config;
}

Result<Joining> read_joining(const Arguments& arguments, const Settings& settings) {
  Joining joining;
  const auto name = Slug::from_text(arguments.text("name"));
  if (!name) return usage_error("--name is no name of a node", "use a-z, 0-9 and -, as node-of-ann");
  joining.name = *name;
  joining.endpoint = arguments.text("endpoint");
  if (!contracts::accounts::is_endpoint(joining.endpoint))
    return usage_error("--endpoint is no address of a node", "use host:port, as node.example.org:8701");
  auto config = read_node_config(arguments, joining.endpoint);
  if (!config) return fail(config.error());
  joining.config = std::move(*config);
  joining.is_validator = arguments.has("validator");
  if (joining.is_validator && settings.account.empty()) {
    return usage_error("no account was named",
                       "a consensus key proves itself to its operator: give --account NAME");
  }
  if (!settings.account.empty() || !settings.build.empty()) {
    const auto account = acting_account(settings);
    if (!account) return fail(account.error());
    joining.operator_account = *account;
  }
  if (!settings.build.empty()) {
    if (auto checked = check_is_new(settings.build); !checked) return fail(checked.error());
  }
  const auto path = arguments.text("genesis");
  auto genesis = read_text_file(path);
  if (!genesis) return fail(genesis.error());
  if (const auto document = genesis::parse_genesis(*genesis); !document) {
    return fail(Error{ExitCode::usage, "bad_genesis", "the genesis file cannot be read: " + path,
                      document.error(), "get the file from an operator of the network"});
  }
  joining.genesis = std::move(*genesis);
  joining.folder = std::filesystem::absolute(arguments.text("dir")).lexically_normal().string();
  if (std::filesystem::exists(joining.folder + "/kulad.toml")) {
    return fail(Error{ExitCode::failed, "folder_in_use", "there is a node in " + joining.folder,
                      "a node joins with a folder of its own", "choose another with --dir"});
  }
  auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  joining.kulad = std::move(*kulad);
  return joining;
}

// The node we ask must be of the same network, or we would register at strangers (T19).
Result<void> check_chain(const Joining& joining, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  const auto ours = genesis::chain_id(*genesis::parse_genesis(joining.genesis));
  if (status->chain_id == ours) return {};
  return fail(Error{ExitCode::failed, "other_chain",
                    "the node at " + settings.node + " is of chain " + status->chain_id.text(),
                    "the genesis file is of chain " + ours.text(),
                    "give the --node and the --genesis of one network"});
}

Result<RegisterNode> registration_of(const Joining& joining) {
  const auto keys = localnet::make_keys(joining.kulad, joining.folder, joining.is_validator);
  if (!keys) return fail(keys.error());
  auto written =
      localnet::write_genesis(joining.kulad, joining.folder, joining.genesis, joining.is_validator);
  if (!written) return fail(written.error());
  RegisterNode action{joining.name, keys->tls_key, keys->consensus_key, joining.endpoint, std::nullopt};
  if (!joining.is_validator) return action;
  const auto possession = localnet::prove_possession(joining.kulad, joining.folder, *joining.operator_account,
                                                     joining.name.value);
  if (!possession) return fail(possession.error());
  action.possession = *possession;
  return action;
}

Result<ExitCode> join(const Arguments& arguments, const Settings& settings) {
  const auto joining = read_joining(arguments, settings);
  if (!joining) return fail(joining.error());
  if (joining->operator_account) {
    if (auto checked = check_chain(*joining, settings); !checked) return fail(checked.error());
  }
  const auto action = registration_of(*joining);
  if (!action) return fail(action.error());
  if (joining->operator_account) {
    const auto sent = send_actions(settings, {{RegisterNode::kNumber, codec::encode(*action)}});
    if (!sent) return fail(sent.error());
  } else {
    print_note("Not registered, as no --account was given. Register it with:");
    print_note("  kula node register " + action->name.value + " --tls-key " + action->tls_key.text() +
               " --endpoint " + action->endpoint + " --account NAME");
  }
  auto written = localnet::write_config(joining->folder, joining->config);
  if (!written) return fail(written.error());
  if (!settings.build.empty())
    print_note("It is registered when " + harmless(settings.build) + " is signed and sent.");
  print_note("Start it with: kulad --config " + joining->folder + "/kulad.toml");
  return ExitCode::done;
}

}  // namespace

Command node_join_command() {
  return {"node",
          "join",
          "Make the folder of a new node and register it: it follows the network",
          {{"dir", "Its new folder", true, false, false},
           {"name", "Its name in the registry", true, false, false},
           {"genesis", "The network's genesis file", true, false, false},
           {"endpoint", "host:port where its peers reach it", true, false, false},
           {"listen", "Where its API listens (default 127.0.0.1:8700)", false, false, false},
           {"validator", "Make a consensus key too: it may be voted in", false, false, true},
           sync_option(),
           snapshot_interval_option(),
           kulad_option()},
          {"kula node join --dir node --name ann --genesis genesis.json --endpoint ann.example.org:8701",
           "kula node join --dir node --name ann --genesis genesis.json --endpoint 127.0.0.1:9101 --account "
           "ann"},
          join,
          Reach::chain};
}

}  // namespace kula::cli
