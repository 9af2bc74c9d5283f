// Batches: items go into the line as long as there is room, and blocks keep the order of the batch.
#include "node/engine/admission.h"

namespace kula::engine {

using api::BatchOutcome;

void Admission::submit_batch(Bytes body, api::Wait wait, std::uint64_t timeout_ms, BatchDone done,
                             const Now& now) {
  if (batches_.size() >= kMaxBatches) {
    done(
        fail(api::problem(api::ProblemCode::busy, "Too many batches are under way: try again in a second.")));
    return;
  }
  Batch batch;
  batch.body = std::move(body);
  auto items = api::decode_batch(batch.body);  // views into a body that moves along with its buffer
  if (!items) {
    done(fail(api::problem(
        api::ProblemCode::malformed,
        "A batch is a u32 count, then u32 length and bytes of each transaction, little-endian.")));
    return;
  }
  batch.items = std::move(*items);
  batch.result.items.resize(batch.items.size());
  batch.deadline_ms = now.steady_ms + timeout_ms;
  batch.waits_final = wait == api::Wait::final;
  batch.done = std::move(done);
  const auto number = batch_count_++;
  batches_.emplace(number, std::move(batch));
  feed(number, now);
  release(now);
  flush();
}

void Admission::feed(std::uint64_t number, const Now& now) {
  while (has_room()) {
    const auto found = batches_.find(number);
    if (found == batches_.end()) return;
    auto& batch = found->second;
    if (batch.blocked_at || batch.next == batch.items.size() || batch.deadline_ms <= now.steady_ms) break;
    const auto index = batch.next++;
    ++rooms_.metrics.submitted;
    auto parsed = types::Transaction::parse(batch.items[index]);
    if (!parsed) {
      ++rooms_.metrics.refused;
      batch.result.items[index].outcome = BatchOutcome::refused;
      batch.result.items[index].reason = to_string(parsed.error());
      continue;
    }
    const auto transaction = std::make_shared<const types::Transaction>(std::move(*parsed));
    batch.result.items[index].id = transaction->id();
    ++batch.in_intake;
    enter(
        transaction,
        [this, number, index, transaction](const std::optional<api::Problem>& problem, const Now& then) {
          item_turn(number, index, transaction, problem, then);
        },
        now);
  }
  finish_if_done(number);
}

void Admission::item_turn(std::uint64_t number, std::size_t index,
                          const types::TransactionPointer& transaction,
                          const std::optional<api::Problem>& problem, const Now& now) {
  const auto found = batches_.find(number);
  if (found == batches_.end()) return;
  auto& batch = found->second;
  auto& item = batch.result.items[index];
  --batch.in_intake;
  // One before it found no room: it keeps its place behind that one.
  if (batch.blocked_at && index > *batch.blocked_at) return finish_if_done(number);
  const Admitted admitted = problem ? Admitted{Admitted::Kind::refused, *problem} : admit(transaction, now);
  switch (admitted.kind) {
    case Admitted::Kind::no_room:
      batch.blocked_at = index;
      break;
    case Admitted::Kind::refused:
      ++rooms_.metrics.refused;
      item.outcome = BatchOutcome::refused;
      item.reason = admitted.problem.reason.empty() ? "duplicate_nonce" : admitted.problem.reason;
      break;
    case Admitted::Kind::in_block:
      fill_final(item, transaction->id());
      break;
    case Admitted::Kind::pending:
    case Admitted::Kind::duplicate:
      item.outcome = BatchOutcome::pending;
      if (batch.waits_final && rooms_.outcomes.wait(transaction->id(), batch.deadline_ms,
                                                    [this, number, index](const Outcome& outcome) {
                                                      item_resolved(number, index, outcome);
                                                    })) {
        ++batch.unresolved;
      }
      break;
  }
  finish_if_done(number);
}

void Admission::item_resolved(std::uint64_t number, std::size_t index, const Outcome& outcome) {
  const auto found = batches_.find(number);
  if (found == batches_.end()) return;
  auto& item = found->second.result.items[index];
  --found->second.unresolved;
  if (outcome.kind == Outcome::Kind::final) {
    const auto& receipt = outcome.block->receipts.transactions[outcome.index];
    item.outcome = receipt.code == types::kAccepted ? BatchOutcome::final : BatchOutcome::rejected;
    item.height = outcome.block->block.header.height;
    item.code = receipt.code;
    item.code_name = rooms_.statuses.code(receipt.code).name;
  } else if (outcome.kind == Outcome::Kind::gone) {
    item.outcome = outcome.reason == Gone::expired ? BatchOutcome::expired : BatchOutcome::refused;
    item.reason = to_string(outcome.reason);
  }
  finish_if_done(number);
}

void Admission::fill_final(api::BatchItem& item, const types::TransactionId& id) const {
  const auto status = rooms_.statuses.of(id, false);
  item.outcome =
      status.status == api::TransactionState::rejected ? BatchOutcome::rejected : BatchOutcome::final;
  item.height = status.height;
  item.code = status.code;
  item.code_name = status.code_name;
}

// Items behind the one that found no room were tried in vain: they go again, in order, when there is room.
void Admission::resume(const Now& now) {
  std::vector<std::uint64_t> numbers;
  for (auto& [number, batch] : batches_) {
    if (batch.blocked_at && batch.in_intake == 0 && batch.waits_final) {
      batch.next = *batch.blocked_at;
      batch.blocked_at.reset();
    }
    numbers.push_back(number);
  }
  for (const auto number : numbers) feed(number, now);
  release(now);
  flush();
}

void Admission::sweep(const Now& now) {
  resume(now);
  std::vector<std::uint64_t> late;
  for (const auto& [number, batch] : batches_) {
    if (batch.deadline_ms <= now.steady_ms) late.push_back(number);
  }
  for (const auto number : late) {
    const auto found = batches_.find(number);
    if (found == batches_.end()) continue;
    found->second.is_late = true;
    finish_if_done(number);
  }
}

void Admission::finish_if_done(std::uint64_t number) {
  const auto found = batches_.find(number);
  if (found == batches_.end()) return;
  auto& batch = found->second;
  if (batch.in_intake > 0 || batch.unresolved > 0) return;
  const bool all_tried = batch.next == batch.items.size() && !batch.blocked_at;
  const bool gives_up = batch.is_late || (batch.blocked_at && !batch.waits_final);
  if (!all_tried && !gives_up) return;
  const auto done = std::move(batch.done);
  auto result = std::move(batch.result);
  batches_.erase(found);
  done(std::move(result));
}

}  // namespace kula::engine
