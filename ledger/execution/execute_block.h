// From a parent's state and a list of transactions to receipts, writes and the next validator set. Pure.
#pragma once

#include <functional>

#include "ledger/base/expected.h"
#include "ledger/execution/processor.h"

namespace kula::execution {

// Why a transaction may not stand in a block (C0.7). Everything else is a receipt.
enum class TransactionFault : std::uint8_t {
  wrong_chain,
  unknown_sender,
  nonce_used,      // below the sender's next nonce: it, or another with this nonce, is already included
  nonce_gap,       // above the sender's next nonce
  expired,         // block time >= expires_at
  expiry_too_far,  // expires_at > block time + kMaxExpiryAheadMs
  bad_signature,
};
[[nodiscard]] std::string_view to_string(TransactionFault fault);

// True when the signatures satisfy `auth`. Injected so that a transaction verified once is not verified
// again.
using SignatureCheck = std::function<bool(const types::Transaction&, const types::Auth&)>;

// Everything but the signature; `sender` is filled on success.
[[nodiscard]] std::optional<TransactionFault> find_fault(const Processor& processor,
                                                         const state::StateView& state,
                                                         const BlockContext& block,
                                                         const types::TransactionPayload& payload,
                                                         SenderState& sender);

struct ExecutionResult {
  types::BlockReceipts receipts;
  state::Writes writes;  // over the parent's state
  types::ValidatorSet next_validator_set;
};

struct FaultyTransaction {
  std::size_t index = 0;
  TransactionFault fault = TransactionFault::wrong_chain;
};

// Executes exactly `transactions`. The first fault makes the block invalid.
[[nodiscard]] Expected<ExecutionResult, FaultyTransaction> execute_block(
    const Processor& processor, const state::StateView& parent, const BlockContext& block,
    const types::TransactionList& transactions, const SignatureCheck& is_signed);

// What a proposer may include. A transaction takes its bytes and `overhead_bytes`.
struct SelectionLimits {
  std::size_t count = 0;
  std::size_t bytes = 0;
  std::size_t overhead_bytes = 0;
};

// For a proposer: executes those of `candidates` that are valid in this order, and names the others. Ends at
// the first that has no room: what follows is neither included nor dropped, so that no sender's order breaks.
struct SelectedExecution {
  types::TransactionList included;
  std::vector<FaultyTransaction> dropped;  // indices into the candidates
  ExecutionResult result;
};
[[nodiscard]] SelectedExecution select_and_execute(const Processor& processor, const state::StateView& parent,
                                                   const BlockContext& block,
                                                   const types::TransactionList& candidates,
                                                   const SelectionLimits& limits,
                                                   const SignatureCheck& is_signed);

}  // namespace kula::execution
