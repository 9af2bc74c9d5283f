#include "cli/localnet/clocks.h"

#include <algorithm>

#include "cli/localnet/process.h"
#include "cli/localnet/running.h"
#include "cli/node_client.h"
#include "cli/print.h"

namespace kula::cli::localnet {

namespace {

constexpr std::uint64_t kPatienceMs =
    10'000;  // with a node that runs and does not answer: it may be starting
constexpr std::uint64_t kMaxSpreadMs = 1'000;
constexpr unsigned kRounds = 3;
constexpr unsigned kTimeoutMs = 2'000;

// How far each node's clock is ahead of this machine's: comparable although they are read one after another.
struct Clock {
  NodeClient client;
  std::string name;
  std::uint64_t ahead_ms = 0;
};

Result<void> read(Clock& clock) {
  const auto status = clock.client.status(kTimeoutMs);
  if (!status) return fail(status.error());
  clock.ahead_ms = status->now.value - std::min(status->now, wall_clock()).value;
  return {};
}

// One for every running node. One that does not answer is left out when its process has ended meanwhile.
Result<std::vector<Clock>> read_all(const Network& network) {
  std::vector<Clock> clocks;
  const auto deadline = wall_clock().value + kPatienceMs;
  for (const auto& node : running_nodes(network)) {
    auto client = NodeClient::open(node.url());
    if (!client) return fail(client.error());
    Clock clock{std::move(*client), node.name, 0};
    auto answered = read(clock);
    while (!answered && running(node) && wall_clock().value < deadline) {
      pause_ms(50);
      answered = read(clock);
    }
    if (answered) {
      clocks.push_back(std::move(clock));
    } else if (running(node)) {
      return fail(answered.error());
    }
  }
  if (!clocks.empty()) return clocks;
  return fail(Error{ExitCode::failed, "node_unreachable", "no node of the network runs",
                    "only a running node's clock can be read and moved", "start them: `kula localnet up`"});
}

bool is_behind(const Clock& left, const Clock& right) { return left.ahead_ms < right.ahead_ms; }

}  // namespace

Result<TimeMs> latest_clock(const Network& network) {
  const auto clocks = read_all(network);
  if (!clocks) return fail(clocks.error());
  return after(wall_clock(), std::max_element(clocks->begin(), clocks->end(), is_behind)->ahead_ms);
}

Result<void> move_clocks(const Network& network, TimeMs target) {
  auto ahead_ms = target.value - std::min(target, wall_clock()).value;
  for (unsigned round = 0; round <= kRounds; ++round) {
    auto clocks = read_all(network);
    if (!clocks) return fail(clocks.error());
    const auto [first, last] = std::minmax_element(clocks->begin(), clocks->end(), is_behind);
    const bool is_reached = round > 0 || last->ahead_ms >= ahead_ms;
    ahead_ms = std::max(ahead_ms, last->ahead_ms);
    if (is_reached && first->ahead_ms + kMaxSpreadMs >= ahead_ms) return {};
    for (auto& clock : *clocks) {
      const auto moved = clock.client.advance_to(after(wall_clock(), ahead_ms), kTimeoutMs);
      // Without an answer it may have moved, or have stopped: the next round looks.
      if (!moved && !is_silence(moved.error())) return fail(moved.error());
    }
  }
  return fail(Error{ExitCode::failed, "clocks_differ", "the clocks of the network's nodes differ",
                    "one of them did not follow in " + std::to_string(kRounds) + " attempts",
                    "see `kula localnet status`, then try again"});
}

Result<void> level_clocks(const Network& network) {
  const auto latest = latest_clock(network);
  if (!latest) return fail(latest.error());
  return move_clocks(network, *latest);
}

}  // namespace kula::cli::localnet
