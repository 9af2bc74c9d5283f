// A chain of real blocks over the contracts, for tests of governance: three validators, one node that may
// become one, and members.
#pragma once

#include "contracts/processor.h"
#include "genesis/genesis_document.h"
#include "ledger/execution/execute_block.h"
#include "tests/support/map_state.h"

namespace kula::tests {

// Of a devnet's policy.
inline constexpr DurationMs kVotingMs = 3 * kDayMs;
inline constexpr DurationMs kTimelockMs = 2 * kDayMs;

class GovernedChain {
 public:
  // Persons "member-1", …; "member-1" operates the validators "node-1", "node-2", "node-3", "member-2" the
  // nodes "node-4" and "node-5".
  explicit GovernedChain(std::size_t members);

  [[nodiscard]] const MapState& state() const { return state_; }
  [[nodiscard]] TimeMs now() const { return tip_.time; }
  [[nodiscard]] Height height() const { return tip_.height; }
  [[nodiscard]] const contracts::ContractProcessor& processor() const { return processor_; }

  // Put into the next block.
  template <class Action>
  void queue(std::size_t member, const Action& action);
  // Shows that the node has the last block.
  void queue_ready(const std::string& node);

  struct Block {
    types::TransactionList transactions;
    execution::ExecutionResult result;
  };
  // Executes what is queued, on top of the last block. Throws when a transaction makes the block invalid.
  // With `recovery` the block begins an epoch by it (R21).
  const Block& run_block(DurationMs later, const types::RecoveryManifest* recovery = nullptr);
  // A row that no action of the test would write.
  void write(const state::Writes& writes) { state_.apply(writes); }
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  void queue_action(std::size_t member, types::Action action);
  [[nodiscard]] types::BlockId tip_id() const;

  contracts::ContractProcessor processor_;
  MapState state_;
  execution::BlockContext tip_;
  std::vector<std::uint64_t> nonces_;
  types::TransactionList queued_;
  std::vector<Block> blocks_;
};

[[nodiscard]] types::Address member_address(std::size_t member);

}  // namespace kula::tests

#include "ledger/codec/binary.h"

namespace kula::tests {
template <class Action>
void GovernedChain::queue(std::size_t member, const Action& action) {
  queue_action(member, {Action::kNumber, codec::encode(action)});
}
}  // namespace kula::tests
