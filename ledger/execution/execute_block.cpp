#include "ledger/execution/execute_block.h"

#include "ledger/execution/limits.h"

namespace kula::execution {

namespace {

std::optional<TransactionFault> find_fault_with_signature(const Processor& processor,
                                                          const state::StateView& state,
                                                          const BlockContext& block,
                                                          const types::Transaction& transaction,
                                                          const SignatureCheck& is_signed) {
  SenderState sender;
  if (const auto fault = find_fault(processor, state, block, transaction.payload(), sender)) return fault;
  if (!is_signed(transaction, sender.auth)) return TransactionFault::bad_signature;
  return std::nullopt;
}

// R21: a recovery comes before everything else in its block.
types::BlockReceipts begin(const Processor& processor, state::Overlay& overlay, const BlockContext& block) {
  types::BlockReceipts receipts;
  if (block.recovery != nullptr) receipts.jobs.push_back(processor.recover(overlay, block, *block.recovery));
  return receipts;
}

ExecutionResult finish(const Processor& processor, state::Overlay& overlay, const BlockContext& block,
                       types::BlockReceipts receipts) {
  auto jobs = processor.run_due(overlay, block, kMaxJobsPerBlock);
  receipts.jobs.insert(receipts.jobs.end(), std::make_move_iterator(jobs.begin()),
                       std::make_move_iterator(jobs.end()));
  auto next_set = processor.validator_set(overlay);
  return {std::move(receipts), overlay.take_writes(), std::move(next_set)};
}

}  // namespace

std::string_view to_string(TransactionFault fault) {
  switch (fault) {
    case TransactionFault::wrong_chain:
      return "wrong_chain";
    case TransactionFault::unknown_sender:
      return "unknown_sender";
    case TransactionFault::nonce_used:
      return "nonce_used";
    case TransactionFault::nonce_gap:
      return "nonce_gap";
    case TransactionFault::expired:
      return "expired";
    case TransactionFault::expiry_too_far:
      return "expiry_too_far";
    case TransactionFault::bad_signature:
      return "bad_signature";
  }
  return "unknown";
}

std::optional<TransactionFault> find_fault(const Processor& processor, const state::StateView& state,
                                           const BlockContext& block,
                                           const types::TransactionPayload& payload, SenderState& sender) {
  if (payload.chain_id != block.chain_id) return TransactionFault::wrong_chain;
  if (payload.expires_at <= block.time) return TransactionFault::expired;
  if (payload.expires_at > after(block.time, types::kMaxExpiryAheadMs))
    return TransactionFault::expiry_too_far;
  auto found = processor.sender(state, payload.sender);
  if (!found) return TransactionFault::unknown_sender;
  if (payload.nonce < found->next_nonce) return TransactionFault::nonce_used;
  if (payload.nonce > found->next_nonce) return TransactionFault::nonce_gap;
  sender = std::move(*found);
  return std::nullopt;
}

Expected<ExecutionResult, FaultyTransaction> execute_block(const Processor& processor,
                                                           const state::StateView& parent,
                                                           const BlockContext& block,
                                                           const types::TransactionList& transactions,
                                                           const SignatureCheck& is_signed) {
  state::Overlay overlay(parent);
  types::BlockReceipts receipts = begin(processor, overlay, block);
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    const auto fault = find_fault_with_signature(processor, overlay, block, *transactions[i], is_signed);
    if (fault) return fail(FaultyTransaction{i, *fault});
    receipts.transactions.push_back(processor.apply(overlay, block, *transactions[i]));
  }
  return finish(processor, overlay, block, std::move(receipts));
}

SelectedExecution select_and_execute(const Processor& processor, const state::StateView& parent,
                                     const BlockContext& block, const types::TransactionList& candidates,
                                     const SelectionLimits& limits, const SignatureCheck& is_signed) {
  state::Overlay overlay(parent);
  types::BlockReceipts receipts = begin(processor, overlay, block);
  SelectedExecution selected;
  std::size_t bytes_left = limits.bytes;
  for (std::size_t i = 0; i < candidates.size() && selected.included.size() < limits.count; ++i) {
    const std::size_t bytes = limits.overhead_bytes + candidates[i]->bytes().size();
    if (bytes > bytes_left) break;
    const auto fault = find_fault_with_signature(processor, overlay, block, *candidates[i], is_signed);
    if (fault) {
      selected.dropped.push_back({i, *fault});
      continue;
    }
    receipts.transactions.push_back(processor.apply(overlay, block, *candidates[i]));
    selected.included.push_back(candidates[i]);
    bytes_left -= bytes;
  }
  selected.result = finish(processor, overlay, block, std::move(receipts));
  return selected;
}

}  // namespace kula::execution
