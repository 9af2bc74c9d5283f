#include "node/engine/statuses.h"

#include "ledger/base/check.h"

namespace kula::engine {

api::TransactionStatus Statuses::of(const types::TransactionId& id, bool in_intake) const {
  if (in_intake || mempool_.contains(id)) return pending(id);
  if (const auto place = ledger_.find(id)) {
    const auto header = ledger_.header(place->height);
    const auto receipts = ledger_.receipts(place->height);
    if (header && receipts && place->index < receipts->transactions.size()) {
      return final(*header, *receipts, place->index);
    }
  }
  if (const auto reason = outcomes_.reason_of(id)) return gone(id, *reason);
  api::TransactionStatus status;
  status.id = id;
  status.advice = "This node has never seen it, or has forgotten it: send it again, which is safe.";
  if (const auto first = ledger_.first_height(); first.value > 0) {
    status.code_name = "history_unavailable";
    status.advice = "This node lacks the blocks up to " + first.text() +
                    ", and no later one has it: ask a node that has all.";
  }
  return status;
}

api::TransactionStatus Statuses::pending(const types::TransactionId& id) const {
  api::TransactionStatus status;
  status.id = id;
  status.status = api::TransactionState::pending;
  status.advice = "It waits for a block: ask again, or wait for it.";
  return status;
}

api::TransactionStatus Statuses::gone(const types::TransactionId& id, Gone reason) const {
  api::TransactionStatus status;
  status.id = id;
  status.code_name = to_string(reason);
  if (reason == Gone::expired) {
    status.status = api::TransactionState::expired;
    status.advice = "No block can hold it any more: sign it again with a later expiry.";
  } else {
    status.advice = "This node dropped it without a block: sign it again with the account's next nonce.";
  }
  return status;
}

api::TransactionStatus Statuses::final(const types::BlockHeader& header, const types::BlockReceipts& receipts,
                                       std::size_t index) const {
  KULA_CHECK(index < receipts.transactions.size(),
             "a receipt is missing; run `kulad tool verify --data-dir DIR`");
  std::size_t first_event = 0;
  for (std::size_t i = 0; i < index; ++i) first_event += receipts.transactions[i].events.size();
  const auto& receipt = receipts.transactions[index];
  const auto text = code(receipt.code);
  api::TransactionStatus status;
  status.id = receipt.transaction;
  status.status =
      receipt.code == types::kAccepted ? api::TransactionState::final : api::TransactionState::rejected;
  status.height = header.height;
  status.index = static_cast<std::uint32_t>(index);
  status.time = header.time;
  status.code = receipt.code;
  status.code_name = text.name;
  status.advice = text.advice;
  status.failing_action = receipt.failing_action;
  status.events = events(receipt.events, header.height, first_event);
  return status;
}

CodeText Statuses::code(std::uint16_t code) const {
  if (code == types::kAccepted) return {"accepted", ""};
  const auto json = contracts_.queries.code_json(code);
  return {std::string(json.string_at("name")), std::string(json.string_at("advice"))};
}

std::vector<api::EventView> Statuses::events(const std::vector<types::Event>& events, Height height,
                                             std::size_t first_index) const {
  std::vector<api::EventView> views;
  views.reserve(events.size());
  for (const auto& event : events) {
    views.push_back({height.text() + "." + std::to_string(first_index++), event.kind,
                     contracts_.queries.event_json(event)});
  }
  return views;
}

}  // namespace kula::engine
