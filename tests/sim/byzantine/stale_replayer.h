// Says again, at any time and to anybody, what it has heard or said before (R22: stale answers; R14).
#pragma once

#include <deque>

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class StaleReplayer final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;
  [[nodiscard]] bool on_receive(const engine::PeerId& from, ByteView bytes) override;
  void on_tick() override;

 private:
  void keep(std::shared_ptr<const Bytes> bytes);
  std::deque<std::shared_ptr<const Bytes>> kept_;
};

}  // namespace kula::sim::byzantine
