// From the result of execution to a whole block: the one place that fills in roots. A proposer's block,
// another's block and an audit come through here, so they cannot differ.
#pragma once

#include "ledger/ledger.h"

namespace kula::ledger {

// The block that the next one stands on.
struct ChainEnd {
  types::BlockHeader header;
  types::BlockId id;
  state::TreeRoot tree;
  types::HistoryPeaks history;        // over blocks 0 .. header.height
  types::ValidatorSet validators;     // of the next block
  types::RecoveryPointer recovery{};  // R21: adopted on this block, so that the next one names it

  // Of the next block.
  [[nodiscard]] types::Epoch epoch() const;
  [[nodiscard]] Hash validator_set() const;
  // The next block's surroundings for execution.
  [[nodiscard]] execution::BlockContext context(TimeMs time) const;
};
[[nodiscard]] ChainEnd end_after(const ExecutedBlock& block);
// R21. REQUIRES a recovery that judge_recovery accepts for the block.
[[nodiscard]] ChainEnd recovered(ChainEnd end, const types::SignedRecovery& recovery);

// What is wrong with a header before anything is executed.
[[nodiscard]] std::optional<BlockError> fault_before_execution(const ChainEnd& parent,
                                                               const types::BlockHeader& header);
// Too many transactions, or too many bytes.
[[nodiscard]] bool is_oversized(const ChainEnd& parent, const types::TransactionList& transactions);
// The room for transactions in a block: the header has a fixed size. None beside a recovery, whose signatures
// may take other bytes on other nodes: no node's copy may make a block too large for another.
[[nodiscard]] execution::SelectionLimits room_for_transactions(const ChainEnd& parent);

// Completes a block. REQUIRES that `result` is of `transactions` executed on the state after `parent`, and
// that `pages` shows the tree of `parent`.
[[nodiscard]] ExecutedBlock build_block(const ChainEnd& parent, const state::PageSource& pages,
                                        const ProposalSeed& seed, types::TransactionList transactions,
                                        execution::ExecutionResult result);
// Where the header of a block of somebody else differs from what its execution gave.
[[nodiscard]] std::optional<BlockError> difference(const types::BlockHeader& given,
                                                   const types::BlockHeader& built);

// Block 0, signed by nobody: the chain id vouches for it.
[[nodiscard]] ExecutedBlock build_genesis(const execution::Processor& processor, const GenesisState& genesis);

}  // namespace kula::ledger
