// The first block of a store that was filled from a snapshot (R19): what there is of it, and why it is
// believed. Blocks below it are not here.
#pragma once

#include "ledger/ledger.h"

namespace kula::ledger {

struct ChainStart {
  types::BlockHeader header;
  types::FinalityProof finality;
  types::HistoryPeaks before;             // over blocks 0 .. height-1
  state::TreeRoot tree;                   // of the state after the block
  std::vector<types::EpochClose> closes;  // of all epochs before the header's, from epoch 0 on
};

// Whose finality proofs to believe in the epoch after `closes`; nothing when one does not follow the one
// before. The processor judges recoveries (R21).
[[nodiscard]] std::optional<types::TrustedSet> trusted_after(const ExecutedBlock& genesis,
                                                             const std::vector<types::EpochClose>& closes,
                                                             const execution::Processor& processor);
// The block is final by validators that the genesis leads to, and nothing about it disagrees.
[[nodiscard]] bool is_believed(const ChainStart& start, const ExecutedBlock& genesis,
                               const execution::Processor& processor);

// All rows of a store that begins with `start`, but for the state's rows and the tree's pages.
[[nodiscard]] storage::WriteBatch start_batch(const ChainStart& start, const GenesisState& genesis,
                                              const types::BlockId& genesis_block);

// Nothing when the chain in the store begins with its genesis block.
[[nodiscard]] std::optional<Height> read_start_height(const storage::KeyValueStore& store);
// Nothing when a row is missing or cannot be read. REQUIRES that read_start_height answers `height`.
[[nodiscard]] std::optional<ChainStart> read_start(const storage::KeyValueStore& store, Height height);

// A store that was being filled when the process ended is worth nothing.
[[nodiscard]] bool is_unfinished(const storage::KeyValueStore& store);
// Erases everything, a bounded batch at a time. Interrupted, it leaves an unfinished store.
[[nodiscard]] Expected<void, storage::StoreError> begin_filling(storage::KeyValueStore& store);
[[nodiscard]] Expected<void, storage::StoreError> clear_unfinished(storage::KeyValueStore& store);

}  // namespace kula::ledger
