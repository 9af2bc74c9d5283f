// Many validators as real processes over TLS on loopback: what they commit per second as a share of what the
// cores could verify when each of the n nodes verifies each signature once, the time to finality at low and
// at full load with the disk's own fdatasync beside it, bytes between nodes, CPU by thread.
//
//   bench_network [validators ...]     (default 4 7)
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "cli/localnet/node_folder.h"
#include "cli/localnet/process.h"
#include "tests/bench/bench_network.h"
#include "tests/support/people.h"

namespace kula::tests {
namespace {

constexpr std::size_t kSenders = 4'000;
constexpr std::uint64_t kPerSender = 10;
constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kClients = 2;        // a node; with one alone nodes wait for work
constexpr std::uint64_t kProbes = 200;     // at low load; a node at full load has at most as many
constexpr std::size_t kProber = kSenders;  // a sender of its own, and one a node for full load

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<types::Transaction> probes(const BenchNetwork& network, std::size_t sender, std::uint64_t count) {
  std::vector<types::Transaction> result;
  for (std::uint64_t nonce = 0; nonce < count; ++nonce) result.push_back(network.transfer(sender, nonce));
  return result;
}

void print_latencies(const char* what, const Latencies& latencies) {
  std::printf("  %-34s p50 %7.2f ms   p99 %7.2f ms\n", what, latencies.percentile(50),
              latencies.percentile(99));
}

void measure_idle(const BenchNetwork& network) {
  constexpr int kSeconds = 10;
  const auto sum = [&] {
    double seconds = 0;
    for (const auto& [thread, spent] : network.cpu_seconds()) seconds += spent;
    return seconds;
  };
  const auto before = sum();
  cli::localnet::pause_ms(1000 * kSeconds);
  std::printf("  idle                               %7.2f %% of a core per node\n",
              100.0 * (sum() - before) / kSeconds / static_cast<double>(network.nodes().size()));
}

void run(const std::string& kulad, std::size_t validators) {
  std::printf("%zu validators\n", validators);
  const BenchNetwork network(kulad, validators, kSenders + 1 + validators);
  const auto& nodes = network.nodes();

  // Each client has senders of its own.
  std::vector<std::vector<types::Transaction>> transfers(kClients * nodes.size());
  for (std::uint64_t nonce = 0; nonce < kPerSender; ++nonce) {
    for (std::size_t i = 0; i < kSenders; ++i)
      transfers[i % transfers.size()].push_back(network.transfer(i, nonce));
  }
  const auto auth = types::Auth::single(key_of("bench-0").public_key());
  const double limit_before = signature_limit(transfers[0][0], auth);

  measure_idle(network);
  print_latencies("fdatasync of 4 KiB, idle", sync_latencies(nodes.front().folder, kProbes));
  print_latencies("finality at low load",
                  finality_latencies(nodes.front(), probes(network, kProber, kProbes)));

  std::vector<std::vector<types::Transaction>> loaded_probes;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    loaded_probes.push_back(probes(network, kProber + 1 + i, kProbes));
  const auto bytes_before = network.peer_bytes();
  const auto cpu_before = network.cpu_seconds();
  const auto engines_before = network.engine_seconds();
  const auto begin = Clock::now();
  std::vector<std::thread> clients;
  std::atomic<std::size_t> sending = transfers.size();
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    clients.emplace_back([&, i] {
      send_all(nodes[i % nodes.size()], transfers[i], kBatch);
      --sending;
    });
  }
  // Only while all clients send: what is final after that was not at full load.
  const auto ends = [&] { return sending < transfers.size(); };
  std::vector<Latencies> loaded_by_node(nodes.size());
  std::vector<std::thread> probers;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    probers.emplace_back(
        [&, i] { loaded_by_node[i] = finality_latencies(nodes[i], loaded_probes[i], ends); });
  }
  const auto loaded_sync = sync_latencies(nodes.front().folder, kProbes);
  for (auto& prober : probers) prober.join();
  for (auto& client : clients) client.join();
  const double elapsed = seconds_since(begin);
  const auto cpu_after = network.cpu_seconds();
  const auto engines_after = network.engine_seconds();
  Latencies loaded;
  for (const auto& one : loaded_by_node) loaded.ms.insert(loaded.ms.end(), one.ms.begin(), one.ms.end());
  const auto count = static_cast<double>(kSenders * kPerSender + loaded.ms.size());
  // A machine that others use as well is not equally fast all the time.
  const double limit =
      (limit_before + signature_limit(transfers[0][0], auth)) / 2 / static_cast<double>(validators);
  print_latencies("fdatasync of 4 KiB, full load", loaded_sync);
  print_latencies("finality at full load", loaded);
  std::printf("  probes at full load                %7zu\n", loaded.ms.size());
  std::printf(
      "  signature limit                 %10.0f per second (%u cores, each of %zu nodes verifies once)\n",
      limit, std::thread::hardware_concurrency(), validators);
  std::printf("  committed                       %10.0f per second (%.0f transfers in %.2f s)\n",
              count / elapsed, count, elapsed);
  std::printf("  ratio                           %10.1f %%\n", 100.0 * count / elapsed / limit);
  std::printf("  sent between nodes              %10.0f bytes per transaction, all nodes together\n",
              static_cast<double>(network.peer_bytes() - bytes_before) / count);
  print_cpu("threads", cpu_before, cpu_after, count);
  print_cpu("engines:", engines_before, engines_after, count);
}

}  // namespace
}  // namespace kula::tests

int main(int count, char** values) {
  const auto kulad = kula::cli::localnet::find_kulad(std::string(KULA_BUILD_DIR) + "/node/kulad");
  std::vector<std::size_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::strtoull(values[i], nullptr, 10));
  if (sizes.empty()) sizes = {4, 7};
  for (const auto validators : sizes) kula::tests::run(*kulad, validators);
}
