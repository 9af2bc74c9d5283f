#include "node/engine/outcomes.h"

namespace kula::engine {

bool Outcomes::wait(const types::TransactionId& id, std::uint64_t deadline_ms, Done done) {
  if (waiters_.size() >= kMaxWaiters) return false;
  auto& of_one = by_id_[id];
  if (of_one.size() >= kMaxWaitersOfOne) return false;
  of_one.push_back(waiters_.emplace_hint(waiters_.end(), deadline_ms, Waiter{id, std::move(done)}));
  return true;
}

void Outcomes::block_final(const ledger::ExecutedBlock& block) {
  Outcome outcome{Outcome::Kind::final, &block, 0, {}};
  for (const auto& transaction : block.block.transactions) {
    tell(transaction->id(), outcome);
    ++outcome.index;
  }
}

void Outcomes::gone(const types::TransactionId& id, Gone reason) {
  if (gone_.insert_or_assign(id, reason).second) {
    gone_order_.push_back(id);
    if (gone_order_.size() > kMaxRemembered) {
      gone_.erase(gone_order_.front());
      gone_order_.pop_front();
    }
  }
  tell(id, {Outcome::Kind::gone, nullptr, 0, reason});
}

void Outcomes::sweep(std::uint64_t steady_ms) {
  std::vector<Done> late;
  while (!waiters_.empty() && waiters_.begin()->first <= steady_ms) {
    const auto waiter = waiters_.begin();
    auto& others = *by_id_.find(waiter->second.id);
    std::erase(others, waiter);
    if (others.empty()) by_id_.erase(waiter->second.id);
    late.push_back(std::move(waiter->second.done));
    waiters_.erase(waiter);
  }
  for (const auto& done : late) done({});
}

std::optional<Gone> Outcomes::reason_of(const types::TransactionId& id) const {
  const auto found = gone_.find(id);
  if (found == gone_.end()) return std::nullopt;
  return found->second;
}

// Waiters are taken out first: what they do may make others wait.
void Outcomes::tell(const types::TransactionId& id, const Outcome& outcome) {
  const auto waiting = by_id_.take(id);
  if (!waiting) return;
  std::vector<Done> told;
  told.reserve(waiting->size());
  for (const auto& waiter : *waiting) {
    told.push_back(std::move(waiter->second.done));
    waiters_.erase(waiter);
  }
  for (const auto& done : told) done(outcome);
}

}  // namespace kula::engine
