// Where the CPU of one transfer goes: what a validator does between a batch's bytes and a committed block, on
// one thread of this process over a store on disk. CPU times of the thread, not the wall clock, so that a
// busy machine changes little. What is left out: the sockets, consensus' votes and the signing record.
//
//   bench_pipeline [transfers a batch]     (default 4000; a block has two batches, up to its limit)
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <unistd.h>

#include "contracts/credits/transfer.h"
#include "contracts/processor.h"
#include "genesis/devnet.h"
#include "genesis/initial_state.h"
#include "ledger/codec/binary.h"
#include "ledger/storage/rocks/rocks_store.h"
#include "node/api/batch.h"
#include "node/engine/admission.h"
#include "tests/support/forwarding_store.h"
#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::tests {
namespace {

constexpr std::size_t kSenders = 5'000;
constexpr std::size_t kPerSender = 16;

double cpu_us(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// Adds up the thread's CPU time between two points of its life. Parts do not overlap: entering an inner part
// pauses the outer one.
class Part {
 public:
  explicit Part(const char* name) : name_(name) {}
  [[nodiscard]] const char* name() const { return name_; }
  [[nodiscard]] double total_us() const { return total_us_; }

  class Running {
   public:
    explicit Running(Part& part) : part_(part), outer_(current_), began_(cpu_us(CLOCK_THREAD_CPUTIME_ID)) {
      if (outer_ != nullptr) outer_->part_.total_us_ += began_ - outer_->began_;
      current_ = this;
    }
    ~Running() {
      const double now = cpu_us(CLOCK_THREAD_CPUTIME_ID);
      part_.total_us_ += now - began_;
      if (outer_ != nullptr) outer_->began_ = now;
      current_ = outer_;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    static inline Running* current_ = nullptr;
    Part& part_;
    Running* outer_;
    double began_;
  };

 private:
  const char* name_;
  double total_us_ = 0;
};

struct Parts {
  Part verify{"verify (pool of verifiers)"};
  Part admit{"parse, admit, mempool"};
  Part build{"execute, tree, block"};
  Part commit{"commit: rows, caches"};
  Part store{"commit: store"};
  Part outcomes{"outcomes, answers"};
  [[nodiscard]] std::vector<const Part*> all() const {
    return {&verify, &admit, &build, &commit, &store, &outcomes};
  }
};

class MeteredStore final : public ForwardingStore {
 public:
  MeteredStore(storage::KeyValueStore& store, Part& part) : store_(store), part_(part) {}
  [[nodiscard]] Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override {
    const Part::Running running(part_);
    for (const auto& entry : batch.entries()) {
      auto& column = columns_[static_cast<std::size_t>(entry.column)];
      ++column.rows;
      column.bytes += entry.key.size() + (entry.value ? entry.value->size() : 0);
    }
    return store_.write(batch);
  }
  struct Column {
    std::size_t rows = 0;
    std::size_t bytes = 0;
  };
  [[nodiscard]] const std::array<Column, storage::kColumnCount>& columns() const { return columns_; }
  void forget() { columns_ = {}; }

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return store_; }
  storage::KeyValueStore& store_;
  Part& part_;
  std::array<Column, storage::kColumnCount> columns_{};
};

class CollectingVerifier final : public engine::SignatureVerifier {
 public:
  void verify(std::vector<engine::VerifyJob> jobs) override {
    for (auto& job : jobs) jobs_.push_back(std::move(job));
  }
  [[nodiscard]] std::vector<engine::VerifyJob> take() { return std::exchange(jobs_, {}); }

 private:
  std::vector<engine::VerifyJob> jobs_;
};

std::size_t folder_bytes(const std::string& folder) {
  std::size_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "pipeline bench: %s\n", what.c_str());
  std::exit(1);
}

class Bench {
 public:
  explicit Bench(std::size_t batch) {
    const genesis::GenesisNode node{Slug{"validator-1"}, *Slug::from_text(genesis::kDevnetOperator), Hash{},
                                    key_of("bench validator").public_key(), "127.0.0.1:1"};
    auto document = genesis::devnet_document(
        TimeMs{1}, {node}, [](std::string_view label) { return key_of(label).public_key(); });
    for (std::size_t i = 0; i < kSenders; ++i) {
      keys_.push_back(key_of("bench-" + std::to_string(i)));
      genesis::GenesisAccount account;
      account.handle = Slug{"bench-" + std::to_string(i)};
      account.auth = types::Auth::single(keys_.back().public_key());
      account.credits = Amount{1'000'000};
      document.accounts.push_back(std::move(account));
    }
    auto store = storage::RocksStore::open(folder_.path().string());
    if (!store) give_up(store.error().message);
    rocks_ = std::move(*store);
    metered_ = std::make_unique<MeteredStore>(*rocks_, parts_.store);
    auto initial = genesis::initial_state(document);
    auto ledger = ledger::Ledger::open(*metered_, processor_,
                                       {genesis::chain_id(document), genesis::canonical_bytes(document),
                                        document.time, std::move(initial.writes), std::move(initial.events)});
    if (!ledger) give_up(ledger.error().message);
    ledger_ = std::move(*ledger);
    sign_all(batch);
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  void run() {
    metered_->forget();
    const auto disk_before = folder_bytes(folder_.path());
    const double process_before = cpu_us(CLOCK_PROCESS_CPUTIME_ID);
    const double thread_before = cpu_us(CLOCK_THREAD_CPUTIME_ID);
    const engine::Contracts contracts{processor_, processor_};
    engine::CachedSenders senders(processor_);
    engine::Mempool mempool;
    engine::SignatureCache signatures;
    engine::Outcomes outcomes;
    const engine::Statuses statuses(*ledger_, contracts, mempool, outcomes);
    CollectingVerifier verifier;
    engine::Metrics metrics;
    engine::KnownTransactions known;
    engine::Admission admission({*ledger_, senders, mempool, signatures, outcomes, statuses, verifier,
                                 metrics, known, [](const auto&) {}});

    std::uint64_t now_ms = 1'000;
    std::size_t answered = 0;
    while (answered < batches_.size()) {
      const std::size_t before = answered;
      // Two importers, each with one batch under way.
      while (next_batch_ < batches_.size() && next_batch_ < answered + 2) {
        const Part::Running running(parts_.admit);
        admission.submit_batch(
            std::move(batches_[next_batch_++]), api::Wait::final, 1'000'000,
            [&answered](const Expected<api::BatchResult, api::Problem>& result) {
              if (!result) give_up("a batch was refused");
              for (const auto& item : result->items) {
                if (item.outcome != api::BatchOutcome::final) give_up("a transfer was refused");
              }
              ++answered;
            },
            now(now_ms));
      }
      for (auto jobs = verifier.take(); !jobs.empty(); jobs = verifier.take()) {
        std::vector<engine::Verdict> verdicts;
        {
          const Part::Running running(parts_.verify);
          for (const auto& job : jobs) {
            verdicts.push_back({job.token, types::signed_by(job.auth, job.transaction->id(),
                                                            job.transaction->signatures())});
          }
        }
        const Part::Running running(parts_.admit);
        admission.verified(verdicts, now(now_ms));
      }
      now_ms += 10;
      commit_one(mempool, signatures, metrics, senders, outcomes, admission, now_ms);
      if (before == answered && mempool.pooled() == 0 && admission.is_idle()) give_up("nothing goes on");
    }
    print(cpu_us(CLOCK_THREAD_CPUTIME_ID) - thread_before, cpu_us(CLOCK_PROCESS_CPUTIME_ID) - process_before,
          folder_bytes(folder_.path()) - disk_before);
  }

 private:
  [[nodiscard]] static engine::Now now(std::uint64_t ms) { return {TimeMs{1 + ms}, ms}; }

  void sign_all(std::size_t batch) {
    std::vector<Bytes> bytes;
    for (std::size_t nonce = 0; nonce < kPerSender; ++nonce) {
      for (std::size_t i = 0; i < kSenders; ++i) {
        const contracts::credits::Transfer transfer{
            types::Address::of(types::Auth::single(keys_[(i + 1 + nonce * 311) % kSenders].public_key())),
            Amount{1}, std::nullopt};
        const auto auth = types::Auth::single(keys_[i].public_key());
        types::TransactionPayload payload{
            1,     ledger_->chain_id(), types::Address::of(auth),
            nonce, TimeMs{kHourMs},     {{transfer.kNumber, codec::encode(transfer)}}};
        bytes.push_back(codec::encode(sign(std::move(payload), auth, {&keys_[i]})));
      }
    }
    for (std::size_t at = 0; at < bytes.size(); at += batch) {
      const std::vector<ByteView> views(
          bytes.begin() + static_cast<std::ptrdiff_t>(at),
          bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at + batch, bytes.size())));
      batches_.push_back(api::encode_batch(views));
    }
  }

  void commit_one(engine::Mempool& mempool, engine::SignatureCache& signatures, engine::Metrics& metrics,
                  engine::CachedSenders& senders, engine::Outcomes& outcomes, engine::Admission& admission,
                  std::uint64_t now_ms) {
    ledger::ExecutedBlockPointer block;
    {
      const Part::Running running(parts_.build);
      const auto candidates = mempool.candidates(types::kMaxTransactionsPerBlock, types::kMaxBlockBytes);
      if (candidates.empty()) return;
      const auto proposal =
          ledger_->propose(ledger_->tip_id(), {types::Epoch{0}, types::View{0}, 0, TimeMs{1 + now_ms}},
                           candidates, signatures.check(metrics));
      if (!proposal || !proposal->dropped.empty()) give_up("a transfer was dropped");
      block = proposal->executed;
    }
    ++blocks_;
    {
      const Part::Running running(parts_.commit);
      if (!ledger_->commit(block->id, {})) give_up("a block cannot be stored");
    }
    {
      const Part::Running running(parts_.outcomes);
      senders.clear();
      if (!mempool.included(block->block.transactions, now_ms).empty()) give_up("a transfer left the pool");
      outcomes.block_final(*block);
    }
    const Part::Running running(parts_.admit);
    admission.resume(now(now_ms));
  }

  void print(double thread_us, double process_us, std::size_t disk_bytes) const {
    const auto count = static_cast<double>(kSenders * kPerSender);
    std::printf("%zu transfers in %zu blocks; CPU microseconds of each\n", kSenders * kPerSender, blocks_);
    double known = 0;
    for (const Part* part : parts_.all()) {
      known += part->total_us();
      std::printf("  %-28s %8.2f\n", part->name(), part->total_us() / count);
    }
    std::printf("  %-28s %8.2f\n", "not in a part", (thread_us - known) / count);
    std::printf("  %-28s %8.2f\n", "engine's thread (no verify)",
                (thread_us - parts_.verify.total_us()) / count);
    std::printf("  %-28s %8.2f\n", "store's other threads", (process_us - thread_us) / count);
    std::printf("  %-28s %8.2f\n", "all", process_us / count);
    std::printf("bytes of each: %.0f on disk now; rows and bytes written by column:\n",
                static_cast<double>(disk_bytes) / count);
    constexpr std::array<const char*, storage::kColumnCount> kNames = {
        "meta",  "blocks", "receipts",   "certificates", "block_ids", "transactions",
        "state", "tree",   "tree_stale", "history",      "index",     "epochs"};
    std::size_t all = 0;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const auto& column = metered_->columns()[i];
      all += column.bytes;
      std::printf("  %-14s %8.2f %8.0f\n", kNames[i], static_cast<double>(column.rows) / count,
                  static_cast<double>(column.bytes) / count);
    }
    std::printf("  %-14s %8s %8.0f\n", "all", "", static_cast<double>(all) / count);
  }

  TemporaryFolder folder_;
  contracts::ContractProcessor processor_;
  std::vector<crypto::SecretKey> keys_;
  Parts parts_;
  std::unique_ptr<storage::RocksStore> rocks_;
  std::unique_ptr<MeteredStore> metered_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::vector<Bytes> batches_;
  std::size_t next_batch_ = 0;
  std::size_t blocks_ = 0;
};

}  // namespace
}  // namespace kula::tests

int main(int count, char** values) {
  const std::size_t batch = count > 1 ? std::strtoul(values[1], nullptr, 10) : 4'000;
  if (batch == 0 || batch > kula::api::kMaxBatchItems) {
    std::fprintf(stderr, "pipeline bench: a batch has 1 to %zu transfers\n", kula::api::kMaxBatchItems);
    return 2;
  }
  kula::tests::Bench(batch).run();
}
