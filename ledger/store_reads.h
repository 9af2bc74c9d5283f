// Reading committed things back from the store. What cannot be decoded is a corrupt store: a CHECK.
#pragma once

#include "ledger/columns.h"
#include "ledger/state/state_tree.h"
#include "ledger/types/block.h"

namespace kula::ledger {

// Pages of the tree column.
class StorePages final : public state::PageSource {
 public:
  // REQUIRES that the store outlives it.
  explicit StorePages(const storage::KeyValueStore& store) : store_(store) {}
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override;

 private:
  const storage::KeyValueStore& store_;
};

[[nodiscard]] std::optional<types::BlockHeader> read_header(const storage::KeyValueStore& store,
                                                            Height height);
// Nothing when one of its two rows is missing.
[[nodiscard]] std::optional<Bytes> read_block_bytes(const storage::KeyValueStore& store, Height height);
[[nodiscard]] std::optional<types::Block> read_block(const storage::KeyValueStore& store, Height height);
[[nodiscard]] std::optional<types::BlockReceipts> read_receipts(const storage::KeyValueStore& store,
                                                                Height height);
[[nodiscard]] std::optional<types::FinalityProof> read_finality(const storage::KeyValueStore& store,
                                                                Height height);
[[nodiscard]] std::optional<state::TreeRoot> read_tree_root(const storage::KeyValueStore& store,
                                                            Height height);
[[nodiscard]] std::optional<Hash> read_history_node(const storage::KeyValueStore& store, std::uint8_t level,
                                                    std::uint64_t index);
// Nothing when block 0 is in the store.
[[nodiscard]] std::optional<StartRecord> read_start_record(const storage::KeyValueStore& store);
[[nodiscard]] std::optional<types::EpochClose> read_epoch_close(const storage::KeyValueStore& store,
                                                                types::Epoch epoch);
// The right edge of the history over blocks 0 .. count-1, from its stored nodes; nothing when one is missing.
[[nodiscard]] std::optional<types::HistoryPeaks> read_history_peaks(const storage::KeyValueStore& store,
                                                                    std::uint64_t count);

}  // namespace kula::ledger
