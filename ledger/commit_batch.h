// What a block writes: the one description of the store's rows. Committing writes it, an audit compares it.
// The rows of a column come in the order of their keys: a store that keeps them sorted then finds each place
// from the last one.
#pragma once

#include "ledger/ledger.h"

namespace kula::ledger {

// REQUIRES `before` to be the history up to the block's parent. Genesis has no finality proof: null.
[[nodiscard]] storage::WriteBatch commit_batch(const types::HistoryPeaks& before, const ExecutedBlock& block,
                                               const types::FinalityProof* finality,
                                               const execution::Processor& processor);

// R21: what adopting a recovery writes, before the first block that stands on it. REQUIRES a close with one.
[[nodiscard]] storage::WriteBatch adoption_batch(const types::EpochClose& close);

// Block 0 with the store's name and format.
[[nodiscard]] storage::WriteBatch genesis_batch(const ExecutedBlock& block, const GenesisState& genesis,
                                                const execution::Processor& processor);

}  // namespace kula::ledger
