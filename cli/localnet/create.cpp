#include "cli/localnet/create.h"

#include <filesystem>

#include "cli/demo/demo_keys.h"
#include "cli/key_store.h"
#include "cli/outcome.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "cli/text_file.h"
#include "contracts/accounts/nodes.h"
#include "genesis/devnet.h"
#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/random.h"

namespace kula::cli::localnet {

namespace {

namespace fs = std::filesystem;

// Demo keys guard nothing: opening one must not cost half a second and 128 MiB.
constexpr crypto::KeyboxParameters kDemoParameters{1u << 12, 8, 1};
constexpr std::uint64_t kLoopbackDeltaMs = 100;  // R11

NodeConfig config_of(const Node& node, SnapshotInterval snapshot_interval) {
  return {"127.0.0.1:" + std::to_string(node.port), node.peers_endpoint(), kLoopbackDeltaMs,
          snapshot_interval};
}

Slug slug_of(std::string_view text) {
  const auto slug = Slug::from_text(text);
  KULA_CHECK(slug.has_value(), "a name of the local network is no slug; report this as a bug");
  return *slug;
}

crypto::SecretKey new_seed() {
  while (true) {
    if (auto key = crypto::SecretKey::from_bytes(crypto::os_random(32))) return std::move(*key);
  }
}

Result<void> write_keys(const Network& network, const crypto::SecretKey& seed, const demo::DemoKeys& keys) {
  const auto passphrase = to_hex(crypto::os_random(16));
  if (auto written = write_text_file(network.passphrase_file(), passphrase + "\n", 0600); !written)
    return written;
  const KeyStore store(network.keys_dir());
  if (auto added = store.add(demo::kDemoSeedName, seed, std::nullopt, passphrase, kDemoParameters); !added)
    return fail(added.error());
  for (const auto& role : genesis::devnet_roles()) {
    auto added =
        store.add(std::string(role.handle), keys.key(role.handle), std::nullopt, passphrase, kDemoParameters);
    if (!added) return fail(added.error());
  }
  return {};
}

// Everything of a new network, in `network.folder`.
Result<void> write_network(const Network& network, std::size_t validators, SnapshotInterval snapshot_interval,
                           const std::string& kulad) {
  std::error_code failed;
  fs::create_directories(network.folder, failed);
  const auto seed = new_seed();
  const demo::DemoKeys keys(seed.reveal());
  if (auto written = write_keys(network, seed, keys); !written) return written;
  std::vector<genesis::GenesisNode> nodes;
  for (std::size_t i = 0; i < validators; ++i) {
    const auto node = network.node(i);
    const auto made = make_keys(kulad, node.folder, true);
    if (!made) return fail(made.error());
    nodes.push_back({slug_of(node.name), slug_of(genesis::kDevnetOperator), made->tls_key,
                     made->consensus_key, node.peers_endpoint()});
  }
  const auto document = genesis::genesis_json(genesis::devnet_document(
      wall_clock(), nodes, [&](std::string_view label) { return keys.key(label).public_key(); }));
  for (std::size_t i = 0; i < validators; ++i) {
    const auto node = network.node(i);
    if (auto written = write_genesis(kulad, node.folder, document, true); !written) return written;
    auto written = write_config(node.folder, config_of(node, snapshot_interval));
    if (!written) return written;
  }
  return {};
}

}  // namespace

Result<Network> create(const Network& network, std::size_t validators, SnapshotInterval snapshot_interval,
                       const std::string& kulad) {
  std::error_code failed;
  if (fs::exists(network.folder, failed) && !fs::is_empty(network.folder, failed)) {
    return fail(Error{ExitCode::failed, "folder_in_use", "there is something else in " + network.folder,
                      "a network is created in a new or empty folder", "choose another with --dir"});
  }
  auto unfinished = network;
  unfinished.folder += ".creating";
  fs::remove_all(unfinished.folder, failed);
  if (auto written = write_network(unfinished, validators, snapshot_interval, kulad); !written)
    return fail(written.error());
  fs::rename(unfinished.folder, network.folder, failed);
  if (!failed) return find_network(network.folder);
  return fail(Error{ExitCode::failed, "folder_not_created",
                    "the folder could not be created: " + network.folder, failed.message(),
                    "choose another with --dir"});
}

Result<Node> add_node(const Network& network, const Node& through, const NewNode& wanted,
                      const std::string& kulad, const Settings& settings) {
  const auto node = network.node(network.nodes.size());
  const auto genesis = read_text_file(network.genesis_file());
  if (!genesis) return fail(genesis.error());
  const auto keys = make_keys(kulad, node.folder, wanted.is_validator);
  if (!keys) return fail(keys.error());
  if (auto written = write_genesis(kulad, node.folder, *genesis, wanted.is_validator); !written)
    return fail(written.error());
  auto as_operator = network.settings(settings, through);
  as_operator.account = genesis::kDevnetOperator;
  const auto account = KeyStore(as_operator.keys_dir).find(as_operator.account);
  if (!account) return fail(account.error());
  contracts::accounts::RegisterNode action{slug_of(node.name), keys->tls_key, keys->consensus_key,
                                           node.peers_endpoint(), std::nullopt};
  if (wanted.is_validator) {
    const auto possession = prove_possession(kulad, node.folder, account->account, node.name);
    if (!possession) return fail(possession.error());
    action.possession = *possession;
  }
  const auto sent = sign_and_send(as_operator, {types::Action{action.kNumber, codec::encode(action)}});
  if (!sent) return fail(sent.error());
  if (auto outcome = outcome_of(as_operator, *sent); !outcome) return fail(outcome.error());
  // Last: a folder with a configuration is a whole node.
  auto written = write_config(node.folder, config_of(node, wanted.snapshot_interval));
  if (!written) return fail(written.error());
  return node;
}

}  // namespace kula::cli::localnet
