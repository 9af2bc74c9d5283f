// Blocks, receipts, accounts, simulations.
#include "ledger/base/check.h"
#include "node/api/transaction_json.h"
#include "node/engine/answers.h"

namespace kula::engine {

using api::problem;
using api::ProblemCode;

api::Problem problem_of(types::Transaction::Error error) {
  return problem(
      ProblemCode::malformed,
      "The transaction is " + std::string(to_string(error)) + ": see the description of its bytes.",
      std::string(to_string(error)));
}

api::Problem Answers::missing(Height height) const {
  const auto first = ledger_.first_height();
  if (first.value > 0 && height <= first) {
    return problem(ProblemCode::history_unavailable,
                   "This node began with the state after block " + first.text() +
                       ": it has that block's header, and the blocks above it. Ask a node that has all.");
  }
  return problem(ProblemCode::height_pruned, "Height " + height.text() + " is no longer kept here.");
}

Answer<types::BlockHeader> Answers::header_at(std::optional<Height> height) const {
  if (!height) return ledger_.tip();
  if (*height > ledger_.tip().height) {
    return fail(problem(ProblemCode::height_not_reached,
                        "The last final block has height " + ledger_.tip().height.text() + "."));
  }
  auto header = ledger_.header(*height);
  if (!header) return fail(missing(*height));
  return *header;
}

Answer<api::HeaderView> Answers::header(std::optional<Height> height) const {
  const auto header = header_at(height);
  if (!header) return fail(header.error());
  return api::HeaderView{types::id_of(*header), *header};
}

Answer<api::BlockView> Answers::block(std::optional<Height> height) const {
  const auto header = header_at(height);
  if (!header) return fail(header.error());
  const auto block = ledger_.block(header->height);
  const auto receipts = ledger_.receipts(header->height);
  if (!block || !receipts) return fail(missing(header->height));
  api::BlockView view{types::id_of(*header), *header, {}};
  for (std::size_t i = 0; i < block->transactions.size(); ++i) {
    const auto& transaction = *block->transactions[i];
    const auto& payload = transaction.payload();
    const auto code = receipts->transactions.at(i).code;
    api::TransactionView one{transaction.id(),
                             payload.sender,
                             payload.nonce,
                             payload.expires_at,
                             {},
                             code,
                             statuses_.code(code).name,
                             to_bytes(transaction.bytes())};
    for (const auto& action : payload.actions) one.actions.push_back(contracts_.queries.action_json(action));
    view.transactions.push_back(std::move(one));
  }
  return view;
}

Answer<types::FinalityProof> Answers::certificate(std::optional<Height> height) const {
  const auto header = header_at(height);
  if (!header) return fail(header.error());
  auto finality = ledger_.finality(header->height);
  if (!finality) {
    return fail(problem(ProblemCode::not_found, "Block " + header->height.text() +
                                                    " has no certificate; the genesis block needs none."));
  }
  return std::move(*finality);
}

Answer<api::ReceiptsView> Answers::receipts(std::optional<Height> height) const {
  const auto header = header_at(height);
  if (!header) return fail(header.error());
  const auto receipts = ledger_.receipts(header->height);
  if (!receipts) return fail(missing(header->height));
  api::ReceiptsView view{header->height, {}, {}};
  std::size_t event = 0;
  for (const auto& receipt : receipts->transactions) {
    view.transactions.push_back({receipt.transaction, receipt.code, statuses_.code(receipt.code).name,
                                 receipt.failing_action,
                                 statuses_.events(receipt.events, header->height, event)});
    event += receipt.events.size();
  }
  for (const auto& job : receipts->jobs) {
    view.jobs.push_back(
        {job.job, job.kind, job.due, job.halted, statuses_.events(job.events, header->height, event)});
    event += job.events.size();
  }
  return view;
}

Answer<api::AccountView> Answers::account(const types::Address& address) const {
  const auto at = state_at(std::nullopt);
  if (!at) return fail(at.error());
  const auto sender = contracts_.processor.sender(*at->state, address);
  if (!sender) {
    return fail(
        problem(ProblemCode::not_found, "There is no account with this address: a registrar opens one."));
  }
  api::AccountView view{address, at->header.height, sender->next_nonce, sender->next_nonce, sender->auth, {}};
  if (const auto pooled = mempool_.next_nonce(address)) view.next_nonce = std::max(view.next_nonce, *pooled);
  codec::JsonValue parameters;
  parameters.set("account", codec::JsonValue(address.text()));
  if (auto answer = query("account.show", parameters, at->header.height))
    view.account = std::move(answer->answer);
  return view;
}

Answer<api::SimulateResult> Answers::simulate(const types::TransactionPointer& transaction,
                                              const Now& now) const {
  const auto& tip = ledger_.tip();
  const auto state = ledger_.state_after(ledger_.tip_id());
  KULA_CHECK(state != nullptr, "the state of the tip is missing; run `kulad tool verify --data-dir DIR`");
  const execution::BlockContext block{ledger_.chain_id(), next(tip.height),
                                      std::max(now.wall, after(tip.time, 1)), ledger_.tip_id()};

  api::SimulateResult result;
  result.id = transaction->id();
  result.height = tip.height;
  auto signed_transaction = transaction->value();
  auto& payload = signed_transaction.payload;
  if (const auto sender = contracts_.processor.sender(*state, payload.sender)) {
    // Pending transactions of the sender count as done: a simulation is about the next one.
    const auto pooled = mempool_.next_nonce(payload.sender);
    if (pooled && payload.nonce > sender->next_nonce && payload.nonce <= *pooled) {
      payload.nonce = sender->next_nonce;
    }
  }
  const auto applied = types::Transaction::from(std::move(signed_transaction));
  if (!applied) return fail(problem_of(applied.error()));
  execution::SenderState sender;
  if (const auto fault =
          execution::find_fault(contracts_.processor, *state, block, applied->payload(), sender)) {
    result.fault = to_string(*fault);
    return result;
  }
  state::Overlay overlay(*state);
  const auto receipt = contracts_.processor.apply(overlay, block, *applied);
  const auto text = statuses_.code(receipt.code);
  result.valid = true;
  result.code = receipt.code;
  result.code_name = text.name;
  result.advice = text.advice;
  result.failing_action = receipt.failing_action;
  result.events = statuses_.events(receipt.events, block.height, 0);
  return result;
}

Answer<types::TransactionPointer> Answers::transaction_from_json(const codec::JsonValue& json,
                                                                 bool with_signatures) const {
  const auto bad = [](std::string what) { return fail(problem(ProblemCode::bad_request, std::move(what))); };
  if (with_signatures && json.find("signatures") == nullptr) return bad("signatures: is missing");
  auto value = api::transaction_from_json(
      json, [this](const codec::JsonValue& action) { return contracts_.queries.action_from_json(action); });
  if (!value) return bad(std::move(value.error()));
  auto transaction = types::Transaction::from(std::move(*value));
  if (!transaction) return fail(problem_of(transaction.error()));
  return std::make_shared<const types::Transaction>(std::move(*transaction));
}

}  // namespace kula::engine
