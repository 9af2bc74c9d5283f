// What peers say, who they are, and what is done between nodes.
#include "node/engine/engine.h"

namespace kula::engine {

void Engine::peer_connected(const PeerId& peer, const Now& now) {
  if (stopping_ || is_over_) return;
  const auto turn = begin_turn(now);
  peers_.connected(peer);
  board_.connected(peer, now);
  gossip_.connected(peer);
  end_turn();
}

void Engine::peer_disconnected(const PeerId& peer, const Now& now) {
  if (stopping_ || is_over_) return;
  const auto turn = begin_turn(now);
  peers_.disconnected(peer);
  gossip_.disconnected(peer);
  board_.disconnected(peer);
  sync_.disconnected(peer);
  search_.disconnected(peer);
  serving_.disconnected(peer);
  if (fill_) fill_->disconnected(peer);
  end_turn();
}

void Engine::look_at_nodes() {
  const auto state = ledger_.state_after(ledger_.tip_id());
  if (state == nullptr) return;
  peers_.set_nodes(contracts_.processor.nodes(*state), ledger_.validator_set());
}

void Engine::on_peer(const PeerId& peer, ConsensusMessage message) {
  if (fill_ || sync_.is_far_behind()) return;  // nothing of the present views is of use
  if (auto verified = inbox_.receive(peer, std::move(message.message), now_))
    deliver(consensus::MessageReceived{std::move(*verified)});
}

void Engine::on_peer(const PeerId& peer, const TransactionsMessage& message) {
  if (!fill_) gossip_.receive(peer, message, now_);
}
void Engine::on_peer(const PeerId& peer, const BodyAnswer& message) { bodies_.receive(peer, message, now_); }
void Engine::on_peer(const PeerId& peer, const BlockAnswer& message) {
  fetcher_.receive(peer, message, now_);
}
void Engine::on_peer(const PeerId& peer, const StatusMessage& message) {
  board_.receive(peer, message, now_);
  sync_.heard(peer, message, now_);
}
void Engine::on_peer(const PeerId& peer, RangeAnswer message) {
  sync_.receive(peer, std::move(message), now_);
}

void Engine::on_peer(const PeerId& peer, SnapshotAnswer message) {
  search_.receive(peer, std::move(message));
}
void Engine::on_peer(const PeerId& peer, const ClosesAnswer& message) { search_.receive(peer, message); }
void Engine::on_peer(const PeerId& peer, const ChunkAnswer& message) {
  if (fill_) fill_->receive(peer, message, now_);
}

template <class Question>
void Engine::on_peer(const PeerId& peer, const Question& question) {
  serving_.answer(peer, question, now_);
}

void Engine::peer_message(const PeerId& peer, ByteView message, const Now& now) {
  if (stopping_ || is_over_ || !peers_.is_connected(peer)) return;
  const auto turn = begin_turn(now);
  peers_.heard(peer, message.size(), now);
  if (auto decoded = decode_peer_message(message)) {
    std::visit([&](auto& one) { on_peer(peer, std::move(one)); }, *decoded);
  } else {
    peers_.punish(peer, "it sent a message that is none");
  }
  end_turn();
}

void Engine::work_between_nodes() {
  if (fill_) return fill_->work(now_);
  search_.work(now_);
  if (is_over_) return;
  if (!search_.is_active()) sync_.work(now_);
  fetcher_.pause(sync_.is_far_behind());
  gossip_.end_turn(now_);
  if (!sync_.is_far_behind()) snapshots_.work(now_);
  serving_.work(now_);
}

std::optional<std::uint64_t> Engine::next_due_ms() const {
  std::optional<std::uint64_t> next;
  // Those that do not work are not waited for.
  const auto sync = fill_ || search_.is_active() ? std::nullopt : sync_.due_ms();
  const auto making = sync_.is_far_behind() ? std::nullopt : snapshots_.due_ms();
  for (const auto& due :
       {gossip_.due_ms(), bodies_.due_ms(), fetcher_.due_ms(), board_.due_ms(), sync, search_.due_ms(),
        fill_ ? fill_->due_ms() : std::nullopt, making, serving_.due_ms()}) {
    if (due) next = std::min(next.value_or(*due), *due);
  }
  return next;
}

}  // namespace kula::engine
