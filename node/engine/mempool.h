// Transactions that wait for a block: at most kMaxPooledPerSender consecutive nonces of each sender, handed
// out in the order in which they came. Those behind a nonce gap wait outside, for kMaxGapWaitMs. Knows
// nothing of signatures: only verified transactions enter. Engine's thread.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/types/block.h"
#include "node/engine/id_map.h"
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
  // What stands in blocks that are not the tip yet: no block on top of them can hold it again, and it may
  // become final there.
  using Taken = IdMap<types::TransactionId, bool>;
  // In order of arrival, within both limits.
  [[nodiscard]] types::TransactionList candidates(std::size_t max_count, std::size_t max_bytes,
                                                  const Taken& taken = {}) const;

  struct Departed {
    types::TransactionId id;
    Gone reason;
  };
  // A block became final: forgets its transactions and what they make impossible, lets in those that waited
  // for them.
  std::vector<Departed> included(const types::TransactionList& transactions, std::uint64_t steady_ms);
  // The state refuses a pooled transaction; later nonces of its sender now wait behind a gap.
  void remove(const types::TransactionId& id, std::uint64_t steady_ms);
  // Whether sweep() may find something expired: what it costs to know what is taken is spared otherwise.
  [[nodiscard]] bool may_have_expired(TimeMs time) const { return earliest_expiry_ <= time; }
  // Forgets what no block after `time` can hold, but for what is taken, and what has waited behind a gap for
  // too long.
  std::vector<Departed> sweep(TimeMs time, std::uint64_t steady_ms, const Taken& taken = {});

  // T11: when the pooled transaction came that has waited longest (steady clock).
  [[nodiscard]] std::optional<std::uint64_t> oldest_ms() const;
  // Grows whenever something enters or leaves: what was counted before may be counted again.
  [[nodiscard]] std::uint64_t changes() const { return changes_; }
  [[nodiscard]] std::size_t pooled() const { return order_.size(); }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }  // of both

 private:
  using Order = std::map<std::uint64_t, types::TransactionPointer>;  // by number of arrival
  struct Waiting {
    types::TransactionPointer transaction;
    std::uint64_t deadline_ms = 0;  // steady clock
  };
  struct Sender {
    std::uint64_t next_nonce = 0;                     // in the state after the tip
    std::map<std::uint64_t, Order::iterator> pooled;  // next_nonce, next_nonce + 1, …
    // Beyond a gap, below next_nonce + kMaxPooledPerSender.
    std::map<std::uint64_t, types::TransactionId> waiting;
    [[nodiscard]] bool is_empty() const { return pooled.empty() && waiting.empty(); }
  };
  struct Place {
    types::Address sender;
    std::uint64_t nonce = 0;
    std::uint64_t since_ms = 0;  // when it came: steady clock
  };

  [[nodiscard]] Sender* sender_of(const types::Address& address) const { return senders_.find(address.raw); }
  void pool(Sender& sender, types::TransactionPointer transaction);
  void promote(Sender& sender);
  void demote_from(Sender& sender, std::uint64_t nonce, std::uint64_t steady_ms);
  // Forgets the sender's first transactions below `nonce`; told of each.
  template <class Told>
  void forget_below(Sender& sender, std::uint64_t nonce, Told told);
  void forget(const types::Transaction& transaction);
  void remove_if_empty(const types::Address& address, const Sender& sender);

  IdMap<types::Address::BinaryForm, Sender> senders_;
  Order order_;  // all that are pooled
  std::map<types::TransactionId, Waiting> waiting_;
  IdMap<types::TransactionId, Place> places_;  // of both
  // Nothing here expires before: what expires is looked for only when it may be found.
  TimeMs earliest_expiry_{UINT64_MAX};
  std::uint64_t arrivals_ = 0;
  std::uint64_t changes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace kula::engine
