// What contracts give to the ledger. Filled in contracts/, injected by node.cpp; the ledger and the engine
// know nothing else about the meaning of transactions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/time.h"
#include "ledger/state/overlay.h"
#include "ledger/types/block.h"
#include "ledger/types/node_entry.h"
#include "ledger/types/receipt.h"
#include "ledger/types/validator_set.h"

namespace kula::execution {

// The block being executed. `time` is the only clock there is (C0.4).
struct BlockContext {
  types::ChainId chain_id;
  Height height;
  TimeMs time;
  types::BlockId parent{};  // the block it is executed on
  // R21: what this block begins its epoch with, adopted on its parent; null for every other block.
  const types::RecoveryManifest* recovery = nullptr;
};

// What the ledger must know of a sender to judge a transaction's validity (C0.7).
struct SenderState {
  std::uint64_t next_nonce = 0;
  types::Auth auth;
};

// An entry of the event index: rows of one key, in cursor order, are one list (a book's postings, an
// account's history).
struct IndexKey {
  Bytes bytes;
};

class Processor {
 public:
  Processor() = default;
  Processor(const Processor&) = delete;
  Processor& operator=(const Processor&) = delete;
  virtual ~Processor() = default;

  // Nothing for an address without an account.
  [[nodiscard]] virtual std::optional<SenderState> sender(const state::StateView& state,
                                                          const types::Address& address) const = 0;

  // Applies a transaction whose validity was checked: uses its nonce and quota, runs its actions all or
  // nothing, then the invariants (C0.9). Total: whatever the bodies hold, there is a receipt.
  [[nodiscard]] virtual types::Receipt apply(state::Overlay& state, const BlockContext& block,
                                             const types::Transaction& transaction) const = 0;

  // When the earliest due work is due; nothing when the queue is empty.
  [[nodiscard]] virtual std::optional<TimeMs> next_due(const state::StateView& state) const = 0;
  // The end of a block, asked for exactly once in each, after its transactions: runs at most `limit` jobs
  // that are due at block.time, oldest first, and writes what contracts keep of every block.
  [[nodiscard]] virtual std::vector<types::JobReceipt> run_due(state::Overlay& state,
                                                               const BlockContext& block,
                                                               std::size_t limit) const = 0;

  // The validators of the epoch that follows this state.
  [[nodiscard]] virtual types::ValidatorSet validator_set(const state::StateView& state) const = 0;
  // The registered nodes that are active, by name: who may connect (C1.4).
  [[nodiscard]] virtual std::vector<types::NodeEntry> nodes(const state::StateView& state) const = 0;

  // R21: how many members there are, judged at the time of the block whose state this is; and the present
  // Auth of one of them, nothing for everybody else. Both read rows by key alone, never by scanning, so that
  // they can be proved to somebody without the state.
  [[nodiscard]] virtual std::uint64_t member_count(const state::StateView& state, TimeMs at) const = 0;
  [[nodiscard]] virtual std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                                          const types::Address& address) const = 0;
  // Makes the manifest's validators those of the state, before anything else in the block. REQUIRES a
  // recovery that was adopted: it is not judged again.
  [[nodiscard]] virtual types::JobReceipt recover(state::Overlay& state, const BlockContext& block,
                                                  const types::RecoveryManifest& manifest) const = 0;

  // Under which keys an event is listed (statements need postings by book).
  [[nodiscard]] virtual std::vector<IndexKey> index_keys(const types::Event& event) const = 0;
};

}  // namespace kula::execution
