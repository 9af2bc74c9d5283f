// Who waits for what came of a transaction, and why transactions left this node without a block.
#pragma once

#include <deque>
#include <functional>
#include <map>

#include "ledger/ledger.h"
#include "node/engine/id_map.h"
#include "node/engine/mempool.h"

namespace kula::engine {

// What a waiter is told, once. Pointers are valid during the call.
struct Outcome {
  enum class Kind : std::uint8_t { final, gone, timed_out };
  Kind kind = Kind::timed_out;
  const ledger::ExecutedBlock* block = nullptr;  // final: accepted or rejected by the contracts
  std::size_t index = 0;                         // of the transaction in the block
  Gone reason = Gone::expired;                   // gone
};

class Outcomes {
 public:
  using Done = std::function<void(const Outcome&)>;

  // False when too many wait. `done` is called from one of the functions below.
  [[nodiscard]] bool wait(const types::TransactionId& id, std::uint64_t deadline_ms, Done done);
  void block_final(const ledger::ExecutedBlock& block);
  void gone(const types::TransactionId& id, Gone reason);
  void sweep(std::uint64_t steady_ms);

  // Of those that left without a block lately.
  [[nodiscard]] std::optional<Gone> reason_of(const types::TransactionId& id) const;
  [[nodiscard]] bool empty() const { return waiters_.empty(); }

 private:
  struct Waiter {
    types::TransactionId id;
    Done done;
  };
  using Waiters = std::multimap<std::uint64_t, Waiter>;  // by deadline: steady clock, milliseconds
  void tell(const types::TransactionId& id, const Outcome& outcome);

  Waiters waiters_;
  IdMap<types::TransactionId, std::vector<Waiters::iterator>> by_id_;
  std::map<types::TransactionId, Gone> gone_;
  std::deque<types::TransactionId> gone_order_;
};

}  // namespace kula::engine
