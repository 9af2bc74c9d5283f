// What came of a transaction or of a piece of due work. The receipt root of a block commits to all of them.
#pragma once

#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/ids.h"

namespace kula::types {

// Something that happened. Kinds and bodies are the contracts'; the ledger stores, proves and serves them.
// Its cursor is "<height>.<index>", index over the block's receipts' events in order, then its job receipts'
// events.
struct Event {
  std::uint16_t kind = 0;
  Bytes body;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("body", body));
  }
  bool operator==(const Event&) const = default;
};

inline constexpr std::uint16_t kAccepted = 0;

struct Receipt {
  TransactionId transaction;
  std::uint16_t code = kAccepted;   // 0, or a rejection code (contracts C0.8)
  std::uint8_t failing_action = 0;  // index of the action that failed; 0 when accepted
  std::vector<Event> events;        // empty when rejected
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("transaction", transaction), codec::field("code", code),
            codec::field("failing_action", failing_action), codec::field("events", events));
  }
  bool operator==(const Receipt&) const = default;
};

// One job of the queue of due work (contracts C0.4), run at the end of a block.
struct JobReceipt {
  std::uint64_t job = 0;  // its number, unique on the chain
  std::uint16_t kind = 0;
  TimeMs due;
  bool halted = false;  // it broke an invariant, was rolled back and is kept aside
  std::vector<Event> events;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("job", job), codec::field("kind", kind), codec::field("due", due),
            codec::field("halted", halted), codec::field("events", events));
  }
  bool operator==(const JobReceipt&) const = default;
};

struct BlockReceipts {
  std::vector<Receipt> transactions;  // one per transaction, in order
  std::vector<JobReceipt> jobs;       // in the order they ran
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("transactions", transactions), codec::field("jobs", jobs));
  }
  bool operator==(const BlockReceipts&) const = default;
};

[[nodiscard]] Hash leaf_of(const Receipt& receipt);
[[nodiscard]] Hash leaf_of(const JobReceipt& receipt);
// List root (merkle_list.h) over the leaves of all transactions' receipts, then of all jobs'.
[[nodiscard]] Hash receipt_root(const BlockReceipts& receipts);

}  // namespace kula::types
