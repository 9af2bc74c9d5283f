// Fills an empty store from a snapshot, chunk by chunk (R19).
#pragma once

#include "ledger/chain_start.h"
#include "ledger/types/snapshot.h"

namespace kula::ledger {

// Whatever is written before finish() is marked as unfinished, and erased when the store is opened again. One
// thread. An error means that nothing more can be written: stop the node.
class SnapshotInstaller {
 public:
  // REQUIRES a manifest without fault under the set that `closes` lead to, and a store that holds nothing but
  // perhaps the genesis block: it is erased.
  SnapshotInstaller(storage::KeyValueStore& store, types::SnapshotManifest manifest,
                    std::vector<types::EpochClose> closes);

  [[nodiscard]] Expected<void, storage::StoreError> begin();
  [[nodiscard]] bool needs(std::uint32_t part) const { return missing_[part]; }
  [[nodiscard]] std::size_t missing() const { return missing_count_; }
  // Rows and tree pages of a part that is needed. REQUIRES what open_chunk() answered for it.
  [[nodiscard]] Expected<void, storage::StoreError> add(std::uint32_t part,
                                                        const types::SnapshotChunk& chunk);
  // One batch with which the store becomes a ledger's. REQUIRES missing() == 0.
  [[nodiscard]] Expected<void, storage::StoreError> finish(const GenesisState& genesis,
                                                           const types::BlockId& genesis_block);

 private:
  storage::KeyValueStore& store_;
  types::SnapshotManifest manifest_;
  std::vector<types::EpochClose> closes_;
  std::vector<bool> missing_;  // a part without rows never is
  std::size_t missing_count_ = 0;
  // Every chunk is a version of the tree of its own; the last possible one is the block's height.
  std::uint64_t version_ = 0;
  state::TreeRoot tree_;
};

}  // namespace kula::ledger
