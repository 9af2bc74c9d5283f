#include "tests/sim/byzantine/stale_replayer.h"

namespace kula::sim::byzantine {

namespace {
constexpr std::size_t kKept = 400;
}

void StaleReplayer::keep(std::shared_ptr<const Bytes> bytes) {
  if (kept_.size() >= kKept)
    kept_[random().below(kKept)] = std::move(bytes);
  else
    kept_.push_back(std::move(bytes));
}

void StaleReplayer::on_send(const engine::PeerId& to, engine::Lane lane,
                            const std::shared_ptr<const Bytes>& bytes) {
  if (random().chance(200)) keep(bytes);
  Behaviour::on_send(to, lane, bytes);
}

bool StaleReplayer::on_receive(const engine::PeerId&, ByteView bytes) {
  if (random().chance(200)) keep(std::make_shared<const Bytes>(to_bytes(bytes)));
  return true;
}

void StaleReplayer::on_tick() {
  if (kept_.empty()) return;
  for (const auto& peer : node().peers()) {
    if (random().chance(500))
      node().really_send(peer, engine::Lane::consensus, kept_[random().below(kept_.size())]);
  }
}

}  // namespace kula::sim::byzantine
