// Transactions that one validator executes and commits per second, against the signatures that the cores
// could verify: a real kulad, pre-signed transfers, the batch endpoint over loopback (issue: at least 40 % of
// the limit).
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

#include "cli/key_store.h"
#include "cli/localnet/localnet.h"
#include "cli/localnet/process.h"
#include "cli/node_client.h"
#include "contracts/credits/transfer.h"
#include "genesis/devnet.h"
#include "ledger/codec/binary.h"
#include "tests/support/people.h"

namespace kula::tests {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSenders = 5'000;
constexpr std::size_t kPerSender = 16;  // the pool's limit of consecutive nonces
constexpr std::size_t kBatch = 4'000;
constexpr std::size_t kClients = 2;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "throughput bench: %s\n", what.c_str());
  std::exit(1);
}

// The one node has no peers, so that its TLS key is never used.
genesis::GenesisNode only_node(const crypto::PublicKey& consensus_key) {
  return {Slug{"bench-node"}, Slug{std::string(genesis::kDevnetOperator)},
          crypto::sha256(as_bytes("no TLS key")), consensus_key, "127.0.0.1:1"};
}

struct Sender {
  crypto::SecretKey key;
  types::Address address;
};

// Verifications per second of one core.
double verification_rate(const std::vector<types::Transaction>& transactions, const types::Auth& auth) {
  constexpr std::size_t kRounds = 5'000;
  const auto& one = transactions.front();
  const auto start = Clock::now();
  std::size_t good = 0;
  for (std::size_t i = 0; i < kRounds; ++i)
    good += types::signed_by(auth, one.id(), one.signatures()) ? 1 : 0;
  if (good != kRounds) give_up("a signature of its own does not verify");
  return static_cast<double>(kRounds) / seconds_since(start);
}

std::uint64_t folder_bytes(const std::string& folder) {
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

std::string resident_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return line.substr(line.find_first_not_of(" \t", 6));
  }
  return "unknown";
}

void write_file(const std::string& path, const std::string& text, unsigned mode) {
  if (!cli::write_text_file(path, text, mode)) give_up("cannot write " + path);
}

class Bench {
 public:
  explicit Bench(std::string kulad) : kulad_(std::move(kulad)) {
    char name[] = "/tmp/kula-bench-XXXXXX";
    if (::mkdtemp(name) == nullptr) give_up("no temporary folder");
    network_.folder = name;
    network_.port = static_cast<std::uint16_t>(20'000 + ::getpid() % 20'000);
  }
  ~Bench() {
    static_cast<void>(cli::localnet::stop(network_));
    std::error_code ignored;
    std::filesystem::remove_all(network_.folder, ignored);
  }

  void run() {
    make_senders();
    start();
    sign_all();
    const double limit =
        verification_rate(signed_.front(), types::Auth::single(senders_.front().key.public_key())) *
        static_cast<double>(std::thread::hardware_concurrency());
    const auto before = folder_bytes(network_.node_dir());
    const auto begin = Clock::now();
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < kClients; ++i) clients.emplace_back([this, i] { send(i); });
    for (auto& client : clients) client.join();
    const double elapsed = seconds_since(begin);
    const auto count = static_cast<double>(kSenders * kPerSender);
    std::printf("signature limit          %10.0f per second (%u cores)\n", limit,
                std::thread::hardware_concurrency());
    std::printf("executed and committed   %10.0f per second (%.0f transfers in %.2f s)\n", count / elapsed,
                count, elapsed);
    std::printf("ratio                    %10.1f %%\n", 100.0 * count / elapsed / limit);
    std::printf("bytes on disk            %10.0f per transaction\n",
                static_cast<double>(folder_bytes(network_.node_dir()) - before) / count);
    std::printf("resident memory          %s\n", resident_memory(*cli::localnet::running(network_)).c_str());
  }

 private:
  void make_senders() {
    for (std::size_t i = 0; i < kSenders; ++i) {
      auto key = key_of("bench-" + std::to_string(i));
      const auto address = types::Address::of(types::Auth::single(key.public_key()));
      senders_.push_back({std::move(key), address});
    }
  }

  void start() {
    std::filesystem::create_directories(network_.node_dir());
    const auto consensus_key = key_of("bench validator");
    auto document =
        genesis::devnet_document(TimeMs{1}, {only_node(consensus_key.public_key())},
                                 [](std::string_view label) { return key_of(label).public_key(); });
    for (std::size_t i = 0; i < kSenders; ++i) {
      genesis::GenesisAccount account;
      account.handle = Slug{"bench-" + std::to_string(i)};
      account.auth = types::Auth::single(senders_[i].key.public_key());
      account.credits = Amount{1'000'000};
      document.accounts.push_back(std::move(account));
    }
    chain_ = genesis::chain_id(document);
    const auto dir = network_.node_dir();
    write_file(dir + "/genesis.json", genesis::genesis_json(document), 0644);
    write_file(dir + "/consensus.key", to_hex(consensus_key.reveal()) + "\n", 0600);
    write_file(
        dir + "/kulad.toml",
        "data_dir = \"" + dir + "\"\n[http]\nlisten = \"127.0.0.1:" + std::to_string(network_.port) + "\"\n",
        0644);
    if (!cli::localnet::run_to_end({kulad_, "tool", "init", "--data-dir", dir}, network_.log_file()))
      give_up("kulad tool init failed");
    if (const auto started = cli::localnet::start(network_, kulad_); !started)
      give_up(started.error().what + ": " + started.error().cause);
  }

  // Batches of whole rounds: every sender's k-th transaction before any (k+1)-th; each client has senders of
  // its own.
  void sign_all() {
    auto node = cli::NodeClient::open(network_.url());
    const auto status = node->status();
    if (!status) give_up("the node does not answer");
    const TimeMs expires = after(status->now, kHourMs);
    signed_.resize(kClients);
    for (std::size_t nonce = 0; nonce < kPerSender; ++nonce) {
      for (std::size_t i = 0; i < kSenders; ++i) {
        const contracts::credits::Transfer transfer{senders_[(i + 1 + nonce * 311) % kSenders].address,
                                                    Amount{1}, std::nullopt};
        types::TransactionPayload payload{1,     chain_,  senders_[i].address,
                                          nonce, expires, {{transfer.kNumber, codec::encode(transfer)}}};
        const auto auth = types::Auth::single(senders_[i].key.public_key());
        auto transaction = types::Transaction::from(sign(std::move(payload), auth, {&senders_[i].key}));
        if (!transaction) give_up("a transfer cannot be built");
        signed_[i % kClients].push_back(std::move(*transaction));
      }
    }
  }

  void send(std::size_t client) {
    auto node = cli::NodeClient::open(network_.url());
    const auto& mine = signed_[client];
    for (std::size_t at = 0; at < mine.size(); at += kBatch) {
      std::vector<ByteView> batch;
      for (std::size_t i = at; i < std::min(at + kBatch, mine.size()); ++i) batch.push_back(mine[i].bytes());
      const auto result = node->submit_batch(batch, 100'000);
      if (!result) give_up(result.error().what + ": " + result.error().cause);
      for (const auto& item : result->items) {
        if (item.outcome != api::BatchOutcome::final)
          give_up("a transfer was not accepted: " + item.code_name + item.reason);
      }
    }
  }

  std::string kulad_;
  cli::localnet::Network network_;
  types::ChainId chain_;
  std::vector<Sender> senders_;
  std::vector<std::vector<types::Transaction>> signed_;  // by client
};

}  // namespace
}  // namespace kula::tests

int main(int count, char** values) {
  const auto kulad =
      kula::cli::localnet::find_kulad(count > 1 ? values[1] : std::string(KULA_BUILD_DIR) + "/node/kulad");
  kula::tests::Bench(*kulad).run();
}
