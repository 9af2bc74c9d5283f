// Lies about where the chain stands, what its blocks are and what its state is: status, ranges, blocks,
// bodies, snapshots (R19, R22).
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class CatchUpLiar final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;
  void on_tick() override;

 private:
  void twist(engine::PeerMessage& message);
  void twist(Bytes& bytes);
  std::optional<engine::StatusMessage> status_;  // the last true one
};

}  // namespace kula::sim::byzantine
