// A network of real kulads on loopback for benchmarks: many funded accounts, pre-signed transfers.
#pragma once

#include <functional>
#include <map>

#include "cli/localnet/network.h"
#include "cli/localnet/running.h"
#include "ledger/types/transaction.h"
#include "tests/support/temporary_folder.h"

namespace kula::tests {

[[noreturn]] void give_up(const std::string& what);

class BenchNetwork {
 public:
  // Makes and starts it; ends the program when that fails. `senders` accounts begin with credits.
  BenchNetwork(const std::string& kulad, std::size_t validators, std::size_t senders);
  ~BenchNetwork();
  BenchNetwork(const BenchNetwork&) = delete;
  BenchNetwork& operator=(const BenchNetwork&) = delete;

  [[nodiscard]] const std::vector<cli::localnet::Node>& nodes() const { return network_.nodes; }
  [[nodiscard]] std::size_t senders() const { return keys_.size(); }
  // A transfer of a cent by a sender, with this nonce, in force for the next hour.
  [[nodiscard]] types::Transaction transfer(std::size_t sender, std::uint64_t nonce) const;

  // CPU time of all nodes since they started, in seconds: by the name of the thread.
  [[nodiscard]] std::map<std::string, double> cpu_seconds() const;
  // The same of the threads that run the engines: by what they work at (ledger/base/cpu_meter.h).
  [[nodiscard]] std::map<std::string, double> engine_seconds() const;
  [[nodiscard]] std::uint64_t blocks() const;         // that the first node has committed since it started
  [[nodiscard]] std::uint64_t disk_bytes() const;     // of the first node
  [[nodiscard]] std::uint64_t peer_bytes() const;     // sent by all nodes to their peers
  [[nodiscard]] std::string resident_memory() const;  // of the first node

 private:
  TemporaryFolder folder_;
  std::vector<crypto::SecretKey> keys_;
  std::vector<types::Address> addresses_;
  types::ChainId chain_;
  TimeMs expires_;
  cli::localnet::Network network_;
};

// BIP340 verifications a second of all cores of this machine, busy at the same time: whole ones, from a key's
// 32 bytes. kulad's threads keep the points of keys (crypto::KeyPoints) and save an eighth of that where a
// key signs again.
[[nodiscard]] double signature_limit(const types::Transaction& transaction, const types::Auth& auth);

struct Latencies {
  std::vector<double> ms;
  // REQUIRES 0 <= percent <= 100 and not empty.
  [[nodiscard]] double percentile(double percent) const;
};

// One fdatasync of 4 KiB appended to a file in this folder, again and again.
[[nodiscard]] Latencies sync_latencies(const std::string& folder, std::size_t count);
// Sends one transfer after the other, each when the one before is final. Once `ends` says so there is no
// further one, and the last does not count.
[[nodiscard]] Latencies finality_latencies(
    const cli::localnet::Node& node, const std::vector<types::Transaction>& transactions,
    const std::function<bool()>& ends = [] { return false; });
// Sends all by the batch endpoint of one node and waits until all are final; ends the program when one is
// not.
void send_all(const cli::localnet::Node& node, const std::vector<types::Transaction>& transactions,
              std::size_t batch);

// A line for each of them: what was spent between the two, for each of so many transactions.
void print_cpu(const char* what, const std::map<std::string, double>& before,
               const std::map<std::string, double>& after, double transactions);

}  // namespace kula::tests
