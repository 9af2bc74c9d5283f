// Many validators as real processes over TLS on loopback: what they commit per second as a share of what the
// cores could verify when each of the n nodes verifies each signature once, the time to finality at low and
// at full load with the disk's own fdatasync beside it, bytes between nodes, CPU by thread.
//
//   bench_network [validators ...]     (default 4 7)
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
constexpr std::uint64_t kPerSender = 5;
constexpr std::size_t kBatch = 1'000;
constexpr std::uint64_t kProbes = 200;       // at low load
constexpr std::uint64_t kLoadedProbes = 40;  // while the batches are sent
constexpr std::size_t kProber = kSenders;    // a sender of its own, and another for full load

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
  const BenchNetwork network(kulad, validators, kSenders + 2);
  const auto& nodes = network.nodes();

  // Each client sends to a node of its own, with senders of its own.
  std::vector<std::vector<types::Transaction>> transfers(nodes.size());
  for (std::uint64_t nonce = 0; nonce < kPerSender; ++nonce) {
    for (std::size_t i = 0; i < kSenders; ++i)
      transfers[i % nodes.size()].push_back(network.transfer(i, nonce));
  }
  const auto auth = types::Auth::single(key_of("bench-0").public_key());
  const double limit_before = signature_limit(transfers[0][0], auth);

  measure_idle(network);
  print_latencies("fdatasync of 4 KiB, idle", sync_latencies(nodes.front().folder, kProbes));
  print_latencies("finality at low load",
                  finality_latencies(nodes.front(), probes(network, kProber, kProbes)));

  const auto loaded_probes = probes(network, kProber + 1, kLoadedProbes);
  const auto bytes_before = network.peer_bytes();
  const auto cpu_before = network.cpu_seconds();
  const auto engines_before = network.engine_seconds();
  const auto begin = Clock::now();
  std::vector<std::thread> clients;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    clients.emplace_back([&, i] { send_all(nodes[i], transfers[i], kBatch); });
  const auto loaded = finality_latencies(nodes.front(), loaded_probes);
  const auto loaded_sync = sync_latencies(nodes.front().folder, kLoadedProbes);
  for (auto& client : clients) client.join();
  const double elapsed = seconds_since(begin);
  const auto cpu_after = network.cpu_seconds();
  const auto engines_after = network.engine_seconds();
  const auto count = static_cast<double>(kSenders * kPerSender + kLoadedProbes);
  // A machine that others use as well is not equally fast all the time.
  const double limit =
      (limit_before + signature_limit(transfers[0][0], auth)) / 2 / static_cast<double>(validators);
  print_latencies("fdatasync of 4 KiB, full load", loaded_sync);
  print_latencies("finality at full load", loaded);
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
