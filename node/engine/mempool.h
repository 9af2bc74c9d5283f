// Transactions that wait for a block: at most kMaxPooledPerSender consecutive nonces of each sender, handed
// out in the order in which they came. Those behind a nonce gap wait outside, for kMaxGapWaitMs. Knows
// nothing of signatures: only verified transactions enter. Engine's thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ledger/types/block.h"
#include "node/engine/limits.h"

namespace kula::engine {

// Why a transaction left the pool, or did not enter, without standing in a block.
enum class Gone : std::uint8_t { expired, nonce_used, nonce_gap, bad_signature, other_fault };
[[nodiscard]] std::string_view to_string(Gone reason);

class Mempool {
 public:
  enum class Added : std::uint8_t {
    pooled,
    waiting,      // behind a gap
    duplicate,    // this very transaction is here
    nonce_taken,  // another one with this sender and nonce is
    nonce_used,   // below the sender's next nonce
    nonce_gap,    // so far above it that it is not even kept waiting
    sender_full,  // the next in line, but its sender has kMaxPooledPerSender
    pool_full,
  };
  // `state_nonce`: the sender's next nonce in the state after the tip.
  Added add(const types::TransactionPointer& transaction, std::uint64_t state_nonce, std::uint64_t steady_ms);

  [[nodiscard]] bool contains(const types::TransactionId& id) const { return places_.contains(id); }
  // The nonce after the sender's last pooled one; nothing when it has none here.
  [[nodiscard]] std::optional<std::uint64_t> next_nonce(const types::Address& sender) const;
  // In order of arrival, within both limits.
  [[nodiscard]] types::TransactionList candidates(std::size_t max_count, std::size_t max_bytes) const;

  struct Departed {
    types::TransactionId id;
    Gone reason;
  };
  // A block became final: forgets its transactions and what they make impossible, lets in those that waited
  // for them.
  std::vector<Departed> included(const types::TransactionList& transactions, std::uint64_t steady_ms);
  // The state refuses a pooled transaction; later nonces of its sender now wait behind a gap.
  void remove(const types::TransactionId& id, std::uint64_t steady_ms);
  // Forgets what no block after `time` can hold, and what has waited behind a gap for too long.
  std::vector<Departed> sweep(TimeMs time, std::uint64_t steady_ms);

  // T11: when the pooled transaction came that has waited longest (steady clock).
  [[nodiscard]] std::optional<std::uint64_t> oldest_ms() const;
  [[nodiscard]] std::size_t pooled() const { return order_.size(); }
  [[nodiscard]] std::size_t waiting() const { return places_.size() - order_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }  // of both

 private:
  struct Entry {
    types::TransactionPointer transaction;
    std::uint64_t arrival = 0;      // pooled: its place in order_
    std::uint64_t deadline_ms = 0;  // waiting: steady clock
    std::uint64_t since_ms = 0;     // when it came; same
  };
  struct Sender {
    std::uint64_t next_nonce = 0;            // in the state after the tip
    std::map<std::uint64_t, Entry> pooled;   // next_nonce, next_nonce + 1, …
    std::map<std::uint64_t, Entry> waiting;  // beyond a gap, below next_nonce + kMaxPooledPerSender
  };
  using Senders = std::map<types::Address, Sender>;
  struct Place {
    types::Address sender;
    std::uint64_t nonce = 0;
  };

  void pool(Sender& sender, Entry entry);
  void promote(Sender& sender);
  void demote_from(Sender& sender, std::uint64_t nonce, std::uint64_t steady_ms);
  void forget(const Entry& entry);
  void remove_if_empty(Senders::iterator sender);

  Senders senders_;
  std::map<std::uint64_t, types::TransactionPointer> order_;
  std::map<types::TransactionId, Place> places_;
  std::set<std::pair<TimeMs, types::TransactionId>> expiry_;
  std::uint64_t arrivals_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace kula::engine
