#include "ledger/block_write.h"

#include "ledger/commit_batch.h"

namespace kula::ledger {

BlockWrite::BlockWrite(storage::KeyValueStore& store, const execution::Processor& processor,
                       types::HistoryPeaks before, ExecutedBlockPointer block, types::FinalityProof finality)
    : store_(&store),
      processor_(&processor),
      before_(std::move(before)),
      block_(std::move(block)),
      finality_(std::move(finality)) {}

Expected<void, storage::StoreError> BlockWrite::write() const {
  return store_->write(commit_batch(before_, *block_, &finality_, *processor_));
}

}  // namespace kula::ledger
