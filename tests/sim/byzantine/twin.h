// One of two machines that run the same validator: same keys, records of their own. Each is a real engine,
// which would stop at the other's votes (R9): here it does not get to see them.
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class Twin final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  [[nodiscard]] bool on_receive(const engine::PeerId& from, ByteView bytes) override;
};

}  // namespace kula::sim::byzantine
