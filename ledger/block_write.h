// A final block on its way into the store.
#pragma once

#include "ledger/execution/processor.h"
#include "ledger/ledger.h"

namespace kula::ledger {

// A value that shares with its ledger nothing that changes: one other thread may write it, while the ledger
// executes the blocks that follow. Made by Ledger::begin_commit().
class BlockWrite {
 public:
  // REQUIRES `before` to be the history up to the block's parent, and that store and processor outlive it.
  BlockWrite(storage::KeyValueStore& store, const execution::Processor& processor, types::HistoryPeaks before,
             ExecutedBlockPointer block, types::FinalityProof finality);
  // One synced batch: block, receipts, state, tree pages, indexes, certificate, tip. An error means that
  // nothing is durable: stop the node.
  [[nodiscard]] Expected<void, storage::StoreError> write() const;

 private:
  storage::KeyValueStore* store_;
  const execution::Processor* processor_;
  types::HistoryPeaks before_;
  ExecutedBlockPointer block_;
  types::FinalityProof finality_;
};

}  // namespace kula::ledger
