#include "tests/sim/byzantine/catch_up_liar.h"

namespace kula::sim::byzantine {

void CatchUpLiar::twist(Bytes& bytes) {
  if (bytes.empty()) return;
  if (random().chance(200)) return bytes.clear();
  if (random().chance(200)) return bytes.resize(random().below(bytes.size()));
  bytes[random().below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random().below(255));
}

void CatchUpLiar::twist(engine::PeerMessage& message) {
  if (auto* status = std::get_if<engine::StatusMessage>(&message)) {
    switch (random().below(4)) {
      case 0:  // a height that nobody has
        status->tip.height = Height{status->tip.height.value + 1 + random().below(1000)};
        break;
      case 1:  // a finality of another block
        status->tip.state_root.bytes[0] ^= 1;
        break;
      case 2:  // a view far ahead
        status->view = types::View{status->view.value + random().below(1'000'000)};
        break;
      default:
        status->now = after(status->now, random().below(kDayMs));
    }
  } else if (auto* range = std::get_if<engine::RangeAnswer>(&message)) {
    if (range->blocks.empty()) return;
    auto& block = range->blocks[random().below(range->blocks.size())];
    switch (random().below(5)) {
      case 0:
        twist(block.block);
        break;
      case 1:
        block.finality.finalization.signers ^= 1;
        break;
      case 2:
        std::swap(block, range->blocks.front());
        break;
      case 3:
        range->blocks.pop_back();
        break;
      default:
        range->blocks.clear();
    }
  } else if (auto* snapshot = std::get_if<engine::SnapshotAnswer>(&message)) {
    if (!snapshot->manifest) return;
    auto& manifest = *snapshot->manifest;
    switch (random().below(4)) {
      case 0:  // a height that nobody has
        manifest.header.height = Height{manifest.header.height.value + 1 + random().below(1000)};
        break;
      case 1:
        manifest.finality.finalization.signers ^= 1;
        break;
      case 2:
        manifest.parts[random().below(manifest.parts.size())].hash.bytes[0] ^= 1;
        break;
      default:
        snapshot->manifest.reset();
    }
  } else if (auto* closes = std::get_if<engine::ClosesAnswer>(&message)) {
    if (closes->closes.empty()) return;
    if (random().chance(500)) closes->closes.pop_back();
    if (!closes->closes.empty()) closes->closes[0].header.next_validator_set.bytes[0] ^= 1;
  } else if (auto* chunk = std::get_if<engine::ChunkAnswer>(&message)) {
    if (chunk->chunk) twist(*chunk->chunk);
  } else if (auto* body = std::get_if<engine::BodyAnswer>(&message)) {
    if (random().chance(500)) body->transactions.clear();
    for (auto& transaction : body->transactions) twist(transaction);
  } else if (auto* answer = std::get_if<engine::BlockAnswer>(&message)) {
    if (answer->block) twist(*answer->block);
  }
}

void CatchUpLiar::on_send(const engine::PeerId& to, engine::Lane lane,
                          const std::shared_ptr<const Bytes>& bytes) {
  auto message = engine::decode_peer_message(*bytes);
  if (!message || std::holds_alternative<engine::ConsensusMessage>(*message))
    return Behaviour::on_send(to, lane, bytes);
  if (const auto* status = std::get_if<engine::StatusMessage>(&*message)) status_ = *status;
  if (random().chance(700)) twist(*message);
  Behaviour::send(to, lane, *message);
}

void CatchUpLiar::on_tick() {
  if (!status_ || !random().chance(200)) return;
  for (const auto& peer : node().peers()) {
    engine::PeerMessage message = *status_;
    twist(message);
    Behaviour::send(peer, engine::Lane::sync, message);
  }
}

}  // namespace kula::sim::byzantine
