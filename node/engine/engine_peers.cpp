// What peers say, and who they are.
#include "node/engine/engine.h"

namespace kula::engine {

void Engine::peer_connected(const PeerId& peer, const Now& now) {
  if (stopping_ || failed_) return;
  begin_turn(now);
  peers_.connected(peer);
  end_turn();
}

void Engine::peer_disconnected(const PeerId& peer, const Now& now) {
  if (stopping_ || failed_) return;
  begin_turn(now);
  peers_.disconnected(peer);
  end_turn();
}

void Engine::peer_message(const PeerId& peer, ByteView message, const Now& now) {
  if (stopping_ || failed_ || !peers_.is_connected(peer)) return;
  begin_turn(now);
  if (auto decoded = decode_peer_message(message)) {
    std::visit([&](auto& one) { on_peer(peer, std::move(one)); }, *decoded);
  } else {
    peers_.punish(peer, "it sent a message that is none");
  }
  end_turn();
}

void Engine::look_at_nodes() {
  const auto state = ledger_.state_after(ledger_.tip_id());
  if (state == nullptr) return;
  peers_.set_nodes(contracts_.processor.nodes(*state), ledger_.validator_set());
}

void Engine::on_peer(const PeerId& peer, ConsensusMessage message) {
  const auto verified = ports_.messages.verify(*machine_.context(), std::move(message.message));
  if (verified) {
    deliver(consensus::MessageReceived{*verified});
  } else if (verified.error() != consensus::MessageError::other_epoch) {
    peers_.punish(peer, to_string(verified.error()));
  }
}

void Engine::on_peer(const PeerId&, const StatusMessage&) {}
void Engine::on_peer(const PeerId&, const TransactionsMessage&) {}
void Engine::on_peer(const PeerId&, const BodyRequest&) {}
void Engine::on_peer(const PeerId&, const BodyAnswer&) {}
void Engine::on_peer(const PeerId&, const BlockRequest&) {}
void Engine::on_peer(const PeerId&, const BlockAnswer&) {}
void Engine::on_peer(const PeerId&, const CertificatesRequest&) {}
void Engine::on_peer(const PeerId&, const RangeRequest&) {}
void Engine::on_peer(const PeerId&, const RangeAnswer&) {}

}  // namespace kula::engine
