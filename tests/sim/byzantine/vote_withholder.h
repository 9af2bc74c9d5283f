// Gives its votes and certificates to one peer only, or to nobody: a certificate then exists that most do not
// hold.
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class VoteWithholder final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;

 private:
  types::View view_;
  std::optional<engine::PeerId> favourite_;  // in view_
};

}  // namespace kula::sim::byzantine
