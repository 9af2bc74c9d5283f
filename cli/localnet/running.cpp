#include "cli/localnet/running.h"

#include <algorithm>
#include <filesystem>
#include <signal.h>

#include "cli/localnet/clocks.h"
#include "cli/localnet/process.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/text_file.h"
#include "genesis/genesis_document.h"

namespace kula::cli::localnet {

namespace {

constexpr std::uint64_t kStartTimeoutMs = 60'000;  // opening a large store takes a while
constexpr std::uint64_t kStopTimeoutMs = 10'000;
constexpr unsigned kStatusTimeoutMs = 2'000;
constexpr int kLookEveryMs = 50;

// The chain id of the network's genesis.
Result<types::ChainId> chain_of(const Network& network) {
  const auto path = network.genesis_file();
  const auto text = read_text_file(path);
  if (!text) return fail(text.error());
  const auto document = genesis::parse_genesis(*text);
  if (document) return genesis::chain_id(*document);
  return fail(Error{ExitCode::failed, "bad_genesis", "the genesis file cannot be read: " + path,
                    document.error(), "delete the network with `kula localnet reset` and start again"});
}

std::optional<pid_t> process_in(const Node& node) {
  const auto text = read_text_file(node.pid_file(), 64);
  if (!text) return std::nullopt;
  const auto number = parse_u64(std::string_view(*text).substr(0, text->find('\n')));
  if (!number || *number == 0 || *number > INT32_MAX) return std::nullopt;
  return static_cast<pid_t>(*number);
}

void forget_process(const Node& node) {
  std::error_code ignored;
  std::filesystem::remove(node.pid_file(), ignored);
}

Error port_taken(const Node& node, std::uint16_t port) {
  return {ExitCode::failed, "port_taken", "port " + std::to_string(port) + " of " + node.name + " is in use",
          "another program listens there, perhaps another network's node",
          "stop that one, or use another --port and --dir"};
}

Result<void> check_ports(const Node& node) {
  for (const auto port : {node.port, node.peers_port()}) {
    if (!is_free(port)) return fail(port_taken(node, port));
  }
  return {};
}

Error stopped(const Node& node) {
  return {ExitCode::failed, "node_stopped", node.name + " stopped right after its start",
          log_tail(node.log_file()), "look into " + node.log_file()};
}

void await_gone(const Node& node, pid_t process) {
  while (!is_gone(process)) pause_ms(20);
  forget_process(node);
}

}  // namespace

std::optional<pid_t> running(const Node& node) {
  const auto process = process_in(node);
  if (!process || !is_alive_with(*process, node.config_file())) return std::nullopt;
  return process;
}

std::vector<Node> running_nodes(const Network& network) {
  std::vector<Node> nodes;
  std::copy_if(network.nodes.begin(), network.nodes.end(), std::back_inserter(nodes),
               [](const Node& node) { return running(node).has_value(); });
  return nodes;
}

std::optional<api::ChainStatus> status_of(const Node& node) {
  auto client = NodeClient::open(node.url());
  if (!client) return std::nullopt;
  auto status = client->status(kStatusTimeoutMs);
  if (!status) return std::nullopt;
  return std::move(*status);
}

Result<void> launch(const std::vector<Node>& nodes, const std::string& kulad) {
  std::vector<Node> stopped_nodes;
  for (const auto& node : nodes) {
    if (running(node)) continue;
    // One that was killed a moment ago may still hold its ports and files.
    if (const auto process = process_in(node); process && !is_alive(*process)) await_gone(node, *process);
    if (auto free = check_ports(node); !free) return free;
    stopped_nodes.push_back(node);
  }
  for (const auto& node : stopped_nodes) {
    const auto process = run_in_background({kulad, "--config", node.config_file()}, node.log_file());
    if (!process) {
      return fail(
          Error{ExitCode::failed, "not_started", "kulad could not be started", "fork failed", "try again"});
    }
    if (auto written = write_text_file(node.pid_file(), std::to_string(*process) + "\n", 0644); !written)
      return written;
  }
  return {};
}

Result<void> await_answers(const Network& network, const std::vector<Node>& nodes) {
  const auto chain = chain_of(network);
  if (!chain) return fail(chain.error());
  const auto deadline = wall_clock().value + kStartTimeoutMs;
  for (const auto& node : nodes) {
    auto status = status_of(node);
    for (; !status; status = status_of(node)) {
      const auto process = process_in(node);
      if (!process || !is_alive(*process)) return fail(stopped(node));
      if (wall_clock().value >= deadline) {
        return fail(Error{ExitCode::failed, "node_not_ready", node.name + " does not answer at " + node.url(),
                          log_tail(node.log_file()), "look into " + node.log_file()});
      }
      pause_ms(kLookEveryMs);
    }
    if (status->chain_id != *chain) return fail(port_taken(node, node.port));
  }
  return level_clocks(network);
}

Result<void> await_ready(const std::vector<Node>& nodes) {
  auto deadline = wall_clock().value + kStartTimeoutMs;
  for (const auto& node : nodes) {
    std::uint64_t progress = 0;  // chunks of a snapshot, which are fewer than the blocks before it; blocks
    for (auto status = status_of(node); !status || status->readiness != api::Readiness::ready;
         status = status_of(node)) {
      if (!running(node)) return fail(stopped(node));
      const auto now = !status ? 0 : status->snapshot ? status->snapshot->chunks_done : status->height.value;
      if (now > progress) {
        progress = now;
        deadline = std::max(deadline, wall_clock().value + kStartTimeoutMs);
      }
      if (wall_clock().value >= deadline) {
        return fail(Error{ExitCode::failed, "node_not_ready", node.name + " answers but is not ready",
                          log_tail(node.log_file()), "see `kula localnet status`, or " + node.log_file()});
      }
      pause_ms(kLookEveryMs);
    }
    print_note(node.name + " is ready at " + node.url());
  }
  return {};
}

void stop(const std::vector<Node>& nodes) {
  std::vector<std::pair<Node, pid_t>> ending;
  for (const auto& node : nodes) {
    if (const auto process = running(node)) {
      static_cast<void>(::kill(*process, SIGTERM));
      ending.emplace_back(node, *process);
    } else {
      forget_process(node);
    }
  }
  const auto deadline = wall_clock().value + kStopTimeoutMs;
  for (const auto& [node, process] : ending) {
    while (!is_gone(process) && wall_clock().value < deadline) pause_ms(20);
    if (!is_gone(process)) {
      print_note(node.name + " did not stop within " + std::to_string(kStopTimeoutMs / 1'000) +
                 " s and was killed; what was final is kept");
      static_cast<void>(::kill(process, SIGKILL));
    }
    await_gone(node, process);
  }
}

void kill(const std::vector<Node>& nodes) {
  std::vector<std::pair<Node, pid_t>> ending;
  for (const auto& node : nodes) {
    if (const auto process = running(node)) {
      static_cast<void>(::kill(*process, SIGKILL));
      ending.emplace_back(node, *process);
    }
  }
  for (const auto& [node, process] : ending) await_gone(node, process);
}

}  // namespace kula::cli::localnet
