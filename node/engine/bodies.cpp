#include "node/engine/bodies.h"

#include <algorithm>

#include "node/engine/nonce.h"

namespace kula::engine {

using consensus::CheckResult;

void Bodies::check(const consensus::CheckBlock& request, const Now& now) {
  if (const auto executed = rooms_.ledger.executed(request.id)) {
    return rooms_.answer({request.id, CheckResult::valid, {executed, &executed->block}});
  }
  auto& gathering = begin(request);
  const bool was_verifying = gathering.is_verifying;
  if (!was_verifying && gather(gathering, now)) verify(request.id);
  // Whoever is gone was executed, and has been answered.
  if (gatherings_.contains(request.id)) rooms_.answer({request.id, CheckResult::unknown, nullptr});
}

Bodies::Gathering& Bodies::begin(const consensus::CheckBlock& request) {
  const auto found = gatherings_.find(request.id);
  if (found != gatherings_.end()) {
    auto& gathering = found->second;
    if (request.block != nullptr && !gathering.is_verifying) {
      gathering.transactions = request.block->transactions;
      gathering.missing.clear();
    }
    return gathering;
  }
  if (gatherings_.size() == kMaxGatherings) {
    gatherings_.erase(
        std::min_element(gatherings_.begin(), gatherings_.end(),
                         [](const auto& a, const auto& b) { return a.second.number < b.second.number; }));
  }
  Gathering gathering;
  gathering.request = request;
  gathering.number = count_++;
  if (request.block != nullptr) {
    gathering.transactions = request.block->transactions;
  } else {
    gathering.transactions.resize(request.transactions.size());
    for (std::uint32_t i = 0; i < request.transactions.size(); ++i) gathering.missing.push_back(i);
  }
  return gatherings_.emplace(request.id, std::move(gathering)).first->second;
}

bool Bodies::gather(Gathering& gathering, const Now& now) {
  std::erase_if(gathering.missing, [&](std::uint32_t index) {
    const auto& hash = gathering.request.transactions[index];
    auto& transaction = gathering.transactions[index];
    transaction = rooms_.known.find(hash);
    if (transaction == nullptr) {
      transaction = rooms_.gossip.find(hash);
      if (transaction != nullptr) rooms_.known.insert(transaction);  // whatever becomes of who said it
    }
    return transaction != nullptr;
  });
  if (gathering.missing.empty()) return true;
  if (gathering.inquiry.is_due(now.steady_ms)) ask(gathering, now);
  return false;
}

// The leader and those who voted for it have it.
void Bodies::ask(Gathering& gathering, const Now& now) {
  const auto& id = gathering.request.id;
  const auto peer = gathering.inquiry.choose(rooms_.holders.of(id), rooms_.peers, now.steady_ms);
  if (!peer) return;
  ++rooms_.metrics.body_requests;
  const auto nonce = make_nonce(rooms_.random);
  gathering.inquiry.asked(*peer, nonce, now.steady_ms);
  if (gathering.questions.size() == kMaxOpenQuestions) gathering.questions.pop_front();
  gathering.questions.push_back({nonce, gathering.missing});
  rooms_.peers.send(*peer, Lane::sync, BodyRequest{nonce, id, gathering.missing});
}

void Bodies::receive(const PeerId& peer, const BodyAnswer& message, const Now& now) {
  for (auto& [id, gathering] : gatherings_) {
    if (!gathering.inquiry.take_answer(peer, message.nonce)) continue;
    const auto question = std::find_if(gathering.questions.begin(), gathering.questions.end(),
                                       [&](const Question& one) { return one.nonce == message.nonce; });
    if (question == gathering.questions.end() || gathering.is_verifying) return;
    const auto indices = std::move(question->indices);
    gathering.questions.erase(question);
    bool is_honest = message.transactions.size() <= indices.size();
    for (std::size_t i = 0; is_honest && i < message.transactions.size(); ++i) {
      auto parsed = types::Transaction::parse(message.transactions[i]);
      is_honest = parsed && parsed->bytes_hash() == gathering.request.transactions[indices[i]];
      if (is_honest) rooms_.known.insert(std::make_shared<const types::Transaction>(std::move(*parsed)));
    }
    if (!is_honest) rooms_.peers.punish(peer, "it answers a question about a block with something else");
    gathering.inquiry.ask_on();
    const auto answered = id;
    if (gather(gathering, now)) verify(answered);
    return;
  }
}

void Bodies::tick(const Now& now) {
  std::vector<types::BlockId> complete;
  for (auto& [id, gathering] : gatherings_) {
    const bool is_due = !gathering.is_verifying && gathering.inquiry.is_due(now.steady_ms);
    if (is_due && gather(gathering, now)) complete.push_back(id);
  }
  for (const auto& id : complete) {
    if (gatherings_.contains(id)) verify(id);
  }
}

std::optional<std::uint64_t> Bodies::due_ms() const {
  std::optional<std::uint64_t> due;
  for (const auto& [id, gathering] : gatherings_) {
    if (gathering.is_verifying) continue;
    due = std::min(due.value_or(gathering.inquiry.due_ms()), gathering.inquiry.due_ms());
  }
  return due;
}

void Bodies::committed() {
  const auto height = rooms_.ledger.tip().height;
  std::erase_if(gatherings_, [&](const auto& entry) { return entry.second.request.header.height <= height; });
}

void Bodies::verify(const types::BlockId& id) {
  auto& gathering = gatherings_.at(id);
  gathering.is_verifying = true;
  const auto state = rooms_.ledger.state_after(gathering.request.header.parent);
  const auto number = gathering.number;
  const auto done = [this, id, number] {
    // It may have been given up meanwhile, or begun anew.
    const auto found = gatherings_.find(id);
    if (found != gatherings_.end() && found->second.number == number) execute(id);
  };
  if (state == nullptr || !rooms_.signatures.verify(gathering.transactions, *state, done)) execute(id);
}

void Bodies::execute(const types::BlockId& id) {
  const auto gathering = std::move(gatherings_.extract(id).mapped());
  const auto executed = rooms_.ledger.execute({gathering.request.header, gathering.transactions},
                                              rooms_.cache.check(rooms_.metrics));
  if (executed) return rooms_.answer({id, CheckResult::valid, {*executed, &(*executed)->block}});
  switch (executed.error()) {
    case ledger::BlockError::unknown_parent:
    case ledger::BlockError::unknown_recovery:
    case ledger::BlockError::wrong_transaction_root:  // the body is not this header's: it is fetched again
      return rooms_.answer({id, CheckResult::unknown, nullptr});
    default:
      rooms_.log.write(LogLevel::warning,
                       "block " + id.text() + " is invalid: " + std::string(to_string(executed.error())));
      return rooms_.answer({id, CheckResult::invalid, nullptr});
  }
}

}  // namespace kula::engine
