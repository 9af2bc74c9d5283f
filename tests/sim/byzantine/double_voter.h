// Adds to its votes others that exclude them, to some of its peers each (R15).
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class DoubleVoter final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;
};

}  // namespace kula::sim::byzantine
