#include "tests/bench/bench_network.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

#include "cli/http_client.h"
#include "cli/localnet/node_folder.h"
#include "cli/node_client.h"
#include "contracts/credits/transfer.h"
#include "genesis/devnet.h"
#include "ledger/base/number.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "node/api/peers.h"
#include "tests/support/people.h"

namespace kula::tests {

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;
namespace localnet = cli::localnet;

constexpr unsigned kOutcomeTimeoutMs = 100'000;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

template <class T>
T checked(cli::Result<T> result) {
  if (!result) give_up(result.error().what + ": " + result.error().cause);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// What this program started and has to stop however it ends.
const localnet::Network* started = nullptr;

// Of the lines "name value" of a node's metrics.
std::map<std::string, std::uint64_t> metrics_of(const localnet::Node& node) {
  auto client = checked(cli::HttpClient::open(node.url()));
  std::istringstream text(checked(client.get("/metrics")).body);
  std::map<std::string, std::uint64_t> metrics;
  for (std::string line; std::getline(text, line);) {
    const auto space = line.find(' ');
    const auto value = space == std::string::npos ? std::nullopt : parse_u64(line.substr(space + 1));
    if (value) metrics[line.substr(0, space)] = *value;
  }
  return metrics;
}

std::string sender_name(std::size_t sender) { return "bench-" + std::to_string(sender); }

}  // namespace

void give_up(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  if (started != nullptr) static_cast<void>(localnet::stop(started->nodes));
  std::exit(1);
}

BenchNetwork::BenchNetwork(const std::string& kulad, std::size_t validators, std::size_t senders) {
  network_.folder = folder_.path();
  network_.port = static_cast<std::uint16_t>(20'000 + ::getpid() % 20'000);

  std::vector<genesis::GenesisNode> nodes;
  for (std::size_t i = 0; i < validators; ++i) {
    const auto node = network_.node(i);
    const auto keys = checked(localnet::make_keys(kulad, node.folder, true));
    nodes.push_back({*Slug::from_text(node.name), *Slug::from_text(genesis::kDevnetOperator), keys.tls_key,
                     keys.consensus_key, node.peers_endpoint()});
    network_.nodes.push_back(node);
  }
  auto document = genesis::devnet_document(TimeMs{1}, nodes,
                                           [](std::string_view label) { return key_of(label).public_key(); });
  for (std::size_t i = 0; i < senders; ++i) {
    keys_.push_back(key_of(sender_name(i)));
    genesis::GenesisAccount account;
    account.handle = *Slug::from_text(sender_name(i));
    account.auth = types::Auth::single(keys_.back().public_key());
    account.credits = Amount{1'000'000};
    addresses_.push_back(types::Address::of(account.auth));
    document.accounts.push_back(std::move(account));
  }
  chain_ = genesis::chain_id(document);
  const auto text = genesis::genesis_json(document);
  for (const auto& node : network_.nodes) {
    checked(localnet::write_genesis(kulad, node.folder, text, true));
    checked(localnet::write_config(node.folder,
                                   {"127.0.0.1:" + std::to_string(node.port), node.peers_endpoint()}));
  }
  started = &network_;
  checked(localnet::launch(network_.nodes, kulad));
  checked(localnet::await_answers(network_, network_.nodes));
  checked(localnet::await_ready(network_.nodes));
  auto node = checked(cli::NodeClient::open(network_.nodes.front().url()));
  expires_ = after(checked(node.status()).now, kHourMs);
}

BenchNetwork::~BenchNetwork() {
  started = nullptr;
  localnet::stop(network_.nodes);
}

types::Transaction BenchNetwork::transfer(std::size_t sender, std::uint64_t nonce) const {
  // Everybody sends to others in turn, and nobody to himself.
  const auto to = (sender + 1 + nonce * 311 % (senders() - 1)) % senders();
  const contracts::credits::Transfer transfer{addresses_[to], Amount{1}, std::nullopt};
  types::TransactionPayload payload{1,     chain_,   addresses_[sender],
                                    nonce, expires_, {{transfer.kNumber, codec::encode(transfer)}}};
  const auto auth = types::Auth::single(keys_[sender].public_key());
  auto transaction = types::Transaction::from(sign(std::move(payload), auth, {&keys_[sender]}));
  if (!transaction) give_up("a transfer cannot be built");
  return std::move(*transaction);
}

std::map<std::string, double> BenchNetwork::cpu_seconds() const {
  std::map<std::string, double> sums;
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  for (const auto& node : nodes()) {
    const auto process = localnet::running(node);
    if (!process) give_up(node.name + " has ended");
    for (const auto& thread : fs::directory_iterator("/proc/" + std::to_string(*process) + "/task")) {
      // "<id> (<name>) <state> …": user and system time are the 12th and 13th fields after the name.
      std::ifstream file(thread.path() / "stat");
      std::string text;
      if (!std::getline(file, text)) continue;
      const auto open = text.find('(');
      const auto close = text.rfind(')');
      if (open == std::string::npos || close == std::string::npos) continue;
      std::istringstream rest(text.substr(close + 2));
      std::string skipped;
      for (int i = 0; i < 11; ++i) rest >> skipped;
      double user = 0;
      double system = 0;
      rest >> user >> system;
      sums[text.substr(open + 1, close - open - 1)] += (user + system) / ticks;
    }
  }
  return sums;
}

std::map<std::string, double> BenchNetwork::engine_seconds() const {
  std::map<std::string, double> sums;
  const std::string before = "kula_cpu_";
  const std::string after = "_microseconds_total";
  for (const auto& node : nodes()) {
    for (const auto& [name, value] : metrics_of(node)) {
      if (!name.starts_with(before) || !name.ends_with(after)) continue;
      const auto part = name.substr(before.size(), name.size() - before.size() - after.size());
      sums[part] += static_cast<double>(value) / 1e6;
    }
  }
  return sums;
}

std::uint64_t BenchNetwork::blocks() const {
  return metrics_of(nodes().front()).at("kula_blocks_committed_total");
}

std::uint64_t BenchNetwork::disk_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(nodes().front().folder)) {
    std::error_code gone;  // the store deletes files at any time
    const auto size = entry.file_size(gone);
    if (!gone) sum += size;
  }
  return sum;
}

std::uint64_t BenchNetwork::peer_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& node : nodes()) {
    auto client = checked(cli::NodeClient::open(node.url()));
    const auto json = checked(client.get("/v1/peers"));
    const auto list = codec::from_json<api::PeerList>(json);
    if (!list) give_up("the list of peers cannot be read: " + list.error());
    for (const auto& peer : list->peers) sum += peer.bytes_out;
  }
  return sum;
}

std::string BenchNetwork::resident_memory() const {
  const auto process = localnet::running(nodes().front());
  if (!process) return "unknown";
  std::ifstream status("/proc/" + std::to_string(*process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return line.substr(line.find_first_not_of(" \t", 6));
  }
  return "unknown";
}

// On all cores at once: two that are one core's threads, or share its heat, verify less together than twice
// one.
double signature_limit(const types::Transaction& transaction, const types::Auth& auth) {
  constexpr std::size_t kRounds = 20'000;
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  std::atomic<std::size_t> good = 0;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (unsigned core = 0; core < cores; ++core) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < kRounds; ++i)
        good += types::signed_by(auth, transaction.id(), transaction.signatures()) ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  if (good != kRounds * cores) give_up("a signature of its own does not verify");
  return static_cast<double>(kRounds * cores) / seconds_since(start);
}

double Latencies::percentile(double percent) const {
  if (ms.empty()) give_up("nothing was measured");
  auto sorted = ms;
  std::sort(sorted.begin(), sorted.end());
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(last * percent / 100)];
}

Latencies sync_latencies(const std::string& folder, std::size_t count) {
  const auto path = folder + "/bench-sync";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) give_up("cannot write " + path);
  const Bytes page(4096, 7);
  Latencies latencies;
  for (std::size_t i = 0; i < count; ++i) {
    const auto start = Clock::now();
    if (::write(file, page.data(), page.size()) != static_cast<ssize_t>(page.size()) ||
        ::fdatasync(file) != 0)
      give_up("cannot write " + path);
    latencies.ms.push_back(seconds_since(start) * 1000);
  }
  ::close(file);
  fs::remove(path);
  return latencies;
}

Latencies finality_latencies(const localnet::Node& node, const std::vector<types::Transaction>& transactions,
                             const std::function<bool()>& ends) {
  auto client = checked(cli::NodeClient::open(node.url()));
  Latencies latencies;
  for (const auto& transaction : transactions) {
    const auto start = Clock::now();
    const auto result = checked(client.submit(transaction, api::Wait::final, kOutcomeTimeoutMs));
    if (result.transaction.status != api::TransactionState::final) give_up("a transfer is not final");
    if (ends()) break;
    latencies.ms.push_back(seconds_since(start) * 1000);
  }
  return latencies;
}

void send_all(const localnet::Node& node, const std::vector<types::Transaction>& transactions,
              std::size_t batch) {
  auto client = checked(cli::NodeClient::open(node.url()));
  for (std::size_t at = 0; at < transactions.size(); at += batch) {
    std::vector<ByteView> items;
    for (std::size_t i = at; i < std::min(at + batch, transactions.size()); ++i)
      items.push_back(transactions[i].bytes());
    const auto result = checked(client.submit_batch(items, kOutcomeTimeoutMs));
    for (const auto& item : result.items) {
      if (item.outcome != api::BatchOutcome::final)
        give_up("a transfer was not accepted: " + item.code_name + item.reason);
    }
  }
}

void print_cpu(const char* what, const std::map<std::string, double>& before,
               const std::map<std::string, double>& after, double transactions) {
  for (const auto& [name, seconds] : after) {
    const auto found = before.find(name);
    const auto spent = seconds - (found == before.end() ? 0 : found->second);
    std::printf("  CPU of %-8s %-14s %10.1f us per transaction, all nodes together\n", what, name.c_str(),
                1e6 * spent / transactions);
  }
}

}  // namespace kula::tests
