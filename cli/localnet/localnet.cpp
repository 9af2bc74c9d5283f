#include "cli/localnet/localnet.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include "cli/demo/demo_keys.h"
#include "cli/key_store.h"
#include "cli/localnet/process.h"
#include "cli/print.h"
#include "genesis/devnet.h"
#include "ledger/crypto/random.h"

namespace kula::cli::localnet {

namespace {

// Demo keys guard nothing: opening one must not cost half a second and 128 MiB.
constexpr crypto::KeyboxParameters kDemoParameters{1u << 12, 8, 1};

std::string config_text(const Network& network) {
  return "# Written by kula localnet.\ndata_dir = \"" + network.node_dir() +
         "\"\n\n[http]\nlisten = \"127.0.0.1:" + std::to_string(network.port) + "\"\n";
}

Result<void> write_keys(const Network& network, const crypto::SecretKey& seed, const demo::DemoKeys& keys,
                        const std::string& passphrase) {
  const KeyStore store(network.keys_dir());
  if (auto added = store.add(demo::kDemoSeedName, seed, std::nullopt, passphrase, kDemoParameters); !added) {
    return fail(added.error());
  }
  for (const auto& role : genesis::devnet_roles()) {
    auto added =
        store.add(std::string(role.handle), keys.key(role.handle), std::nullopt, passphrase, kDemoParameters);
    if (!added) return fail(added.error());
  }
  return {};
}

crypto::SecretKey new_key() {
  while (true) {
    if (auto key = crypto::SecretKey::from_bytes(crypto::os_random(32))) return std::move(*key);
  }
}

// A network of one node has no peers, so that no TLS key is in use: the one registered is random.
genesis::GenesisNode only_node(const crypto::PublicKey& consensus_key) {
  genesis::GenesisNode node;
  node.name = Slug{"node-1"};
  node.operator_handle = Slug{std::string(genesis::kDevnetOperator)};
  node.tls_key = *Hash::from_view(crypto::os_random(Hash::kSize));
  node.consensus_key = consensus_key;
  node.endpoint = "127.0.0.1:1";
  return node;
}

}  // namespace

Settings Network::settings(Settings base) const {
  base.node = url();
  base.keys_dir = keys_dir();
  base.passphrase_file = passphrase_file();
  return base;
}

Network find_network(const std::string& folder) {
  Network network{std::filesystem::absolute(folder).lexically_normal().string(), 8700};
  const auto config = read_text_file(network.node_dir() + "/kulad.toml", 64u << 10);
  if (!config) return network;
  constexpr std::string_view kListen = "listen = \"127.0.0.1:";
  const auto at = config->find(kListen);
  if (at == std::string::npos) return network;
  const auto begin = at + kListen.size();
  const auto port = parse_u64(std::string_view(*config).substr(begin, config->find('"', begin) - begin));
  if (port && *port <= 65535) network.port = static_cast<std::uint16_t>(*port);
  return network;
}

bool exists(const Network& network) { return std::filesystem::exists(network.node_dir() + "/kulad.toml"); }

Result<void> create(const Network& network, const std::string& kulad) {
  std::error_code failed;
  std::filesystem::create_directories(network.node_dir(), failed);
  const auto passphrase = to_hex(crypto::os_random(16));
  const auto seed = new_key();
  const demo::DemoKeys keys(seed.reveal());
  const auto consensus_key = new_key();
  const auto document =
      genesis::devnet_document(wall_clock(), {only_node(consensus_key.public_key())},
                               [&](std::string_view label) { return keys.key(label).public_key(); });
  if (auto written = write_text_file(network.passphrase_file(), passphrase + "\n", 0600); !written)
    return written;
  if (auto written = write_keys(network, seed, keys, passphrase); !written) return written;
  const auto node = network.node_dir();
  if (auto written = write_text_file(node + "/genesis.json", genesis::genesis_json(document), 0644);
      !written) {
    return written;
  }
  if (auto written = write_text_file(node + "/consensus.key", to_hex(consensus_key.reveal()) + "\n", 0600);
      !written) {
    return written;
  }
  if (!run_to_end({kulad, "tool", "init", "--data-dir", node}, network.log_file())) {
    return fail(Error{ExitCode::failed, "record_not_created",
                      "the validator's signing record could not be created", log_tail(network.log_file()),
                      "look into " + network.log_file()});
  }
  // Last: a folder with a configuration is a whole network.
  return write_text_file(node + "/kulad.toml", config_text(network), 0644);
}

Result<std::string> find_kulad(const std::string& given) {
  if (!given.empty()) return given;
  std::error_code failed;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  for (const auto& candidate : {own / "kulad", own / "../node/kulad"}) {
    if (std::filesystem::exists(candidate)) return std::filesystem::canonical(candidate).string();
  }
  std::string path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find(':', at), path.size());
    const auto candidate = path.substr(at, end - at) + "/kulad";
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    at = end + 1;
  }
  return fail(Error{ExitCode::usage, "kulad_missing", "the program kulad was not found",
                    "it is neither beside kula nor on PATH",
                    "build it with `./dev build`, or give --kulad PATH"});
}

}  // namespace kula::cli::localnet
