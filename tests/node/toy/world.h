// One node of the toy chain in virtual time: an engine with fake ports. Everything that survives a crash
// (store, record) belongs to the world; the node itself can be killed and started again.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "ledger/storage/memory_store.h"
#include "node/engine/engine.h"
#include "tests/node/toy/toy_contracts.h"

namespace kula::tests {

inline constexpr TimeMs kGenesisTime{1'700'000'000'000};
inline constexpr consensus::Timing kWorldTiming{100, 2};

// What happens to a write that the test chose to disturb.
enum class Disturbance : std::uint8_t {
  lost,     // fails, and nothing of it is there
  torn,     // fails, and half of it is there (the store's batches are whole or absent: lost)
  unheard,  // it is there, but the process dies before it knows
};

class World {
 public:
  explicit World(std::size_t people = 4, DurationMs heartbeat_ms = 60'000,
                 TimeMs genesis_time = kGenesisTime);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // --- the node
  std::size_t record_rewrite_bytes = consensus::kRecordRewriteBytes;
  void start();  // REQUIRES that it is not running
  void kill();
  [[nodiscard]] engine::Engine& engine() { return *engine_; }
  [[nodiscard]] const ledger::Ledger& chain() const { return *ledger_; }
  [[nodiscard]] const std::string& failure() const { return failure_; }  // empty: none

  // --- time
  [[nodiscard]] engine::Now now() const { return {TimeMs{wall_ms_}, steady_ms_}; }
  void run_for(DurationMs ms);    // timers, verifiers
  void jump_wall(DurationMs ms);  // a virtual clock is advanced
  [[nodiscard]] std::size_t timers_set() const { return timers_set_; }

  // --- people
  [[nodiscard]] const types::Auth& auth(std::size_t person) const { return auths_.at(person); }
  [[nodiscard]] types::Address address(std::size_t person) const {
    return types::Address::of(auths_.at(person));
  }
  [[nodiscard]] types::TransactionPointer make(std::size_t person, std::uint64_t nonce,
                                               const types::Action& action,
                                               DurationMs lives_ms = kHourMs) const;
  [[nodiscard]] types::TransactionPointer make_badly_signed(std::size_t person, std::uint64_t nonce) const;

  // --- requests; outcomes are kept here
  struct Submitted {
    std::optional<Expected<api::SubmitResult, api::Problem>> result;
  };
  std::shared_ptr<Submitted> submit(const types::TransactionPointer& transaction,
                                    api::Wait wait = api::Wait::accepted, std::uint64_t timeout_ms = 10'000);
  struct Batched {
    std::optional<Expected<api::BatchResult, api::Problem>> result;
  };
  std::shared_ptr<Batched> submit_batch(const types::TransactionList& transactions, api::Wait wait,
                                        std::uint64_t timeout_ms = 10'000);
  [[nodiscard]] api::TransactionState status_of(const types::TransactionPointer& transaction) const {
    return engine_->transaction(transaction->id()).status;
  }
  [[nodiscard]] std::uint64_t counter(std::size_t person) const;
  // Ids of all transactions in committed blocks, in order.
  [[nodiscard]] std::vector<types::TransactionId> order() const;

  // --- disturbances: of the n-th write from now on (0 is the next), of the record or the store
  void disturb_write(std::size_t number, Disturbance how);
  [[nodiscard]] std::size_t writes() const { return writes_; }
  // Signatures after so many more are verified when it is not held any more.
  void hold_verifier(bool hold, std::size_t after = 0) {
    may_verify_ = hold ? std::optional(after) : std::nullopt;
  }
  // Blocks are being written, and it does not end unless the node waits for it.
  void hold_disk(bool hold) { holds_disk_ = hold; }
  [[nodiscard]] std::size_t verified() const { return verified_; }
  // Votes that left the node or were durable when it started: what others may have seen.
  [[nodiscard]] const std::vector<types::Vote>& votes() const { return votes_; }

 private:
  struct Ports;
  friend struct Ports;
  class Store;
  [[nodiscard]] std::optional<Disturbance> count_write();
  void work_beside();

  std::vector<crypto::SecretKey> keys_;
  std::vector<types::Auth> auths_;
  DurationMs heartbeat_ms_;
  types::ValidatorSet set_;
  std::unique_ptr<ToyContracts> contracts_;
  ledger::GenesisState genesis_;
  storage::MemoryStore memory_;
  Bytes record_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Ports> ports_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<engine::Engine> engine_;

  std::uint64_t wall_ms_;  // begins one second after the genesis
  std::uint64_t steady_ms_ = 0;
  std::size_t timers_set_ = 0;
  std::size_t writes_ = 0;
  std::optional<std::pair<std::size_t, Disturbance>> disturbance_;
  std::optional<std::size_t> may_verify_;
  bool holds_disk_ = false;
  std::size_t verified_ = 0;
  std::string failure_;
  std::vector<types::Vote> votes_;
};

}  // namespace kula::tests
