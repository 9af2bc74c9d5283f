#include <filesystem>
#include <poll.h>
#include <signal.h>

#include "cli/key_store.h"
#include "cli/localnet/localnet.h"
#include "cli/localnet/process.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "genesis/genesis_document.h"

namespace kula::cli::localnet {

namespace {

constexpr std::uint64_t kStartTimeoutMs = 60'000;  // opening a large store takes a while
constexpr std::uint64_t kStopTimeoutMs = 10'000;

// The chain id of the network's genesis.
Result<types::ChainId> chain_of(const Network& network) {
  const auto path = network.node_dir() + "/genesis.json";
  const auto text = read_text_file(path);
  if (!text) return fail(text.error());
  const auto document = genesis::parse_genesis(*text);
  if (document) return genesis::chain_id(*document);
  return fail(Error{ExitCode::failed, "bad_genesis", "the genesis file cannot be read: " + path,
                    document.error(), "delete the network with `kula localnet reset` and start again"});
}

std::string pid_file(const Network& network) { return network.node_dir() + "/kulad.pid"; }

// Between two looks at something that another process does.
void pause_ms(int ms) { static_cast<void>(::poll(nullptr, 0, ms)); }

}  // namespace

std::optional<pid_t> running(const Network& network) {
  const auto text = read_text_file(pid_file(network), 64);
  if (!text) return std::nullopt;
  const auto number = parse_u64(std::string_view(*text).substr(0, text->find('\n')));
  if (!number) return std::nullopt;
  const auto process = static_cast<pid_t>(*number);
  if (!is_alive(process, "kulad")) return std::nullopt;
  return process;
}

Result<void> start(const Network& network, const std::string& kulad) {
  const auto chain = chain_of(network);
  if (!chain) return fail(chain.error());
  const auto process =
      run_in_background({kulad, "--config", network.node_dir() + "/kulad.toml"}, network.log_file());
  if (!process) {
    return fail(
        Error{ExitCode::failed, "not_started", "kulad could not be started", "fork failed", "try again"});
  }
  if (auto written = write_text_file(pid_file(network), std::to_string(*process) + "\n", 0644); !written)
    return written;
  const auto deadline = wall_clock().value + kStartTimeoutMs;
  while (wall_clock().value < deadline) {
    auto node = NodeClient::open(network.url());
    if (!node) return fail(node.error());
    const auto alive = is_alive(*process, "");  // our own child: its name changes with exec
    const auto status = alive ? node->status() : Result<api::ChainStatus>(fail(Error{}));
    if (status && status->chain_id != *chain) {
      static_cast<void>(stop(network));
      return fail(Error{ExitCode::failed, "port_taken", "another network's node answers at " + network.url(),
                        "the port is in use", "stop that one, or use another --port and --dir"});
    }
    if (status) return {};
    if (!alive) {
      return fail(Error{ExitCode::failed, "node_stopped", "kulad stopped right after its start",
                        log_tail(network.log_file()), "look into " + network.log_file()});
    }
    pause_ms(50);
  }
  return fail(Error{ExitCode::failed, "node_not_ready", "kulad does not answer at " + network.url(),
                    log_tail(network.log_file()), "look into " + network.log_file()});
}

Result<void> stop(const Network& network) {
  const auto process = running(network);
  if (process) {
    static_cast<void>(::kill(*process, SIGTERM));
    const auto deadline = wall_clock().value + kStopTimeoutMs;
    while (is_alive(*process, "kulad") && wall_clock().value < deadline) pause_ms(20);
    if (is_alive(*process, "kulad")) {
      static_cast<void>(::kill(*process, SIGKILL));
      while (is_alive(*process, "kulad")) pause_ms(20);
    }
  }
  std::error_code ignored;
  std::filesystem::remove(pid_file(network), ignored);
  return {};
}

}  // namespace kula::cli::localnet
