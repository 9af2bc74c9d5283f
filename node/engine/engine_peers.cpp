// What peers say, and who they are.
#include "node/engine/engine.h"

namespace kula::engine {

void Engine::peer_connected(const PeerId& peer, const Now& now) {
  if (stopping_ || failed_) return;
  begin_turn(now);
  peers_.connected(peer);
  board_.connected(peer, now);
  gossip_.connected(peer);
  end_turn();
}

void Engine::peer_disconnected(const PeerId& peer, const Now& now) {
  if (stopping_ || failed_) return;
  begin_turn(now);
  peers_.disconnected(peer);
  gossip_.disconnected(peer);
  board_.disconnected(peer);
  sync_.disconnected(peer);
  end_turn();
}

void Engine::look_at_nodes() {
  const auto state = ledger_.state_after(ledger_.tip_id());
  if (state == nullptr) return;
  peers_.set_nodes(contracts_.processor.nodes(*state), ledger_.validator_set());
}

void Engine::on_peer(const PeerId& peer, ConsensusMessage message) {
  if (sync_.is_far_behind()) return;  // nothing of the present views is of use
  if (auto verified = inbox_.receive(peer, std::move(message.message), now_))
    deliver(consensus::MessageReceived{std::move(*verified)});
}

void Engine::on_peer(const PeerId& peer, const TransactionsMessage& message) {
  gossip_.receive(peer, message, now_);
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

template <class Question>
void Engine::on_peer(const PeerId& peer, const Question& question) {
  serving_.answer(peer, question, now_);
}

void Engine::peer_message(const PeerId& peer, ByteView message, const Now& now) {
  if (stopping_ || failed_ || !peers_.is_connected(peer)) return;
  begin_turn(now);
  peers_.heard(peer, message.size(), now);
  if (auto decoded = decode_peer_message(message)) {
    std::visit([&](auto& one) { on_peer(peer, std::move(one)); }, *decoded);
  } else {
    peers_.punish(peer, "it sent a message that is none");
  }
  end_turn();
}

}  // namespace kula::engine
