// Finding the chain's end in a store, and telling whether the store can be trusted to hold it.
#pragma once

#include "ledger/block_builder.h"

namespace kula::ledger {

// True when nothing was ever written by a ledger.
[[nodiscard]] bool is_empty(const storage::KeyValueStore& store);

// Reads the end of the chain that begins with the block `first`, or that was filled from a snapshot of it.
// Checks format and chain, and that the tip's block, receipts, state root, tree, history and finality proof
// agree with each other. What lies below the tip is an audit's work (replay.h).
[[nodiscard]] Expected<ChainEnd, OpenFailure> read_chain_end(const storage::KeyValueStore& store,
                                                             const execution::Processor& processor,
                                                             const GenesisState& genesis,
                                                             const ExecutedBlock& first);

}  // namespace kula::ledger
