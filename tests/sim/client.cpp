#include "tests/sim/client.h"

#include "ledger/base/check.h"

namespace kula::sim {

namespace {

constexpr DurationMs kAnswerMs = 3 * kSecondMs;  // how long a node may hold its answer back
constexpr DurationMs kLifeMs = 10 * kMinuteMs;   // of a transaction

}  // namespace

Client::Client(Surroundings& surroundings, std::string handle, std::vector<Node*> nodes, Pace pace,
               Random random)
    : surroundings_(surroundings),
      handle_(std::move(handle)),
      nodes_(std::move(nodes)),
      pace_(pace),
      random_(random) {}

void Client::start() {
  is_stopping_ = false;
  again(random_.between(pace_.min_think, pace_.max_think));
}

Node* Client::any_node() {
  std::vector<Node*> running;
  for (auto* node : nodes_) {
    if (node->is_running()) running.push_back(node);
  }
  return running.empty() ? nullptr : running[random_.below(running.size())];
}

void Client::make(std::vector<types::Action> actions) {
  const auto now = kGenesisTime.value + kSecondMs + surroundings_.scheduler.now() / kMs;
  pending_ = surroundings_.chain.transaction(handle_, nonce_, TimeMs{now + kLifeMs}, std::move(actions));
}

void Client::send_to(Node& node, std::vector<types::Action> actions) {
  KULA_CHECK(!pending_, "a simulated client has something under way");
  make(std::move(actions));
  send(node);
}

void Client::again(Micros delay) {
  surroundings_.scheduler.in(delay, [this, attempt = ++attempt_] {
    if (attempt != attempt_) return;
    if (!pending_) {
      if (is_stopping_) return;
      make({transfer_to(client_handle(random_.below(kClients)))});
    }
    renew_expired();
    auto* node = any_node();
    if (node == nullptr) return again(500 * kMs);
    if (pending_) send(*node);
  });
}

// After an outage longer than a transaction's life. A block from before may hold the old one and become final
// later: whichever it is, the nonce is used once.
void Client::renew_expired() {
  for (const auto& id : expired_) {
    if (!surroundings_.oracle.height_of(id)) continue;
    done();
    return;
  }
  const auto now = kGenesisTime.value + kSecondMs + surroundings_.scheduler.now() / kMs;
  if (now < pending_->payload().expires_at.value + kMinuteMs) return;
  expired_.push_back(pending_->id());
  make(pending_->payload().actions);
}

void Client::done() {
  ++acknowledged_;
  ++nonce_;
  pending_.reset();
  expired_.clear();
  again(random_.between(pace_.min_think, pace_.max_think));
}

void Client::send(Node& node) {
  // The node may end and never answer.
  again(kAnswerMs * kMs + random_.between(500, 2500) * kMs);
  node.submit(pending_, kAnswerMs,
              [this, &node, attempt = attempt_](const auto& result) { answered(node, attempt, result); });
}

void Client::answered(Node& node, std::uint64_t attempt,
                      const Expected<api::SubmitResult, api::Problem>& result) {
  using api::TransactionState;
  if (!result) {
    if (attempt == attempt_) again(random_.between(100, 1000) * kMs);
    return;
  }
  const auto& status = result->transaction;
  const bool is_final =
      status.status == TransactionState::final || status.status == TransactionState::rejected;
  if (!is_final || !status.height) {
    if (attempt == attempt_) again(random_.between(100, 1000) * kMs);
    return;
  }
  surroundings_.oracle.acknowledged(node.number(), status.id, *status.height);
  if (!pending_ || pending_->id() != status.id) return;  // said before
  done();
}

}  // namespace kula::sim
