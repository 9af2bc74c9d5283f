// Transactions that one validator executes and commits per second, against the signatures that the cores
// could verify: a real kulad, pre-signed transfers, the batch endpoint over loopback.
#include <chrono>
#include <cstdio>
#include <thread>

#include "cli/localnet/node_folder.h"
#include "tests/bench/bench_network.h"
#include "tests/support/people.h"

namespace kula::tests {
namespace {

constexpr std::size_t kSenders = 5'000;
constexpr std::uint64_t kPerSender = 16;  // the pool's limit of consecutive nonces
constexpr std::size_t kBatch = 2'000;
constexpr std::size_t kClients = 16;  // fewer leave the node without work between their batches

void run(const std::string& kulad) {
  const BenchNetwork network(kulad, 1, kSenders);
  // Whole rounds: every sender's k-th transfer before any (k+1)-th; each client has senders of its own.
  std::vector<std::vector<types::Transaction>> transfers(kClients);
  for (std::uint64_t nonce = 0; nonce < kPerSender; ++nonce) {
    for (std::size_t i = 0; i < kSenders; ++i) transfers[i % kClients].push_back(network.transfer(i, nonce));
  }
  const auto auth = types::Auth::single(key_of("bench-0").public_key());
  const double limit_before = signature_limit(transfers[0][0], auth);
  const auto disk_before = network.disk_bytes();
  const auto blocks_before = network.blocks();
  const auto cpu_before = network.cpu_seconds();
  const auto engines_before = network.engine_seconds();
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> clients;
  for (const auto& mine : transfers)
    clients.emplace_back([&] { send_all(network.nodes().front(), mine, kBatch); });
  for (auto& client : clients) client.join();
  const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto blocks = network.blocks() - blocks_before;
  const auto cpu_after = network.cpu_seconds();
  const auto engines_after = network.engine_seconds();
  const auto count = static_cast<double>(kSenders * kPerSender);
  // A machine that others use as well is not equally fast all the time.
  const double limit = (limit_before + signature_limit(transfers[0][0], auth)) / 2;
  std::printf("signature limit          %10.0f per second (%u cores)\n", limit,
              std::thread::hardware_concurrency());
  std::printf("executed and committed   %10.0f per second (%.0f transfers in %.2f s)\n", count / elapsed,
              count, elapsed);
  std::printf("ratio                    %10.1f %%\n", 100.0 * count / elapsed / limit);
  std::printf("transactions a block     %10.0f\n", count / static_cast<double>(blocks));
  std::printf("bytes on disk            %10.0f per transaction\n",
              static_cast<double>(network.disk_bytes() - disk_before) / count);
  std::printf("resident memory          %s\n", network.resident_memory().c_str());
  print_cpu("threads", cpu_before, cpu_after, count);
  print_cpu("engines:", engines_before, engines_after, count);
}

}  // namespace
}  // namespace kula::tests

int main(int count, char** values) {
  const auto kulad =
      kula::cli::localnet::find_kulad(count > 1 ? values[1] : std::string(KULA_BUILD_DIR) + "/node/kulad");
  kula::tests::run(*kulad);
}
