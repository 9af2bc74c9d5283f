// Says nothing, ever: what a validator that is off looks like, while it stays connected.
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class Silent final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId&, engine::Lane, const std::shared_ptr<const Bytes>&) override {}
};

}  // namespace kula::sim::byzantine
