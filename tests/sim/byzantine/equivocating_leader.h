// Proposes two valid blocks in one view: B1 to one half of its peers, B2 to the other (R5, R15).
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class EquivocatingLeader final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;

 private:
  // Another valid child of the same parent; nothing when this node cannot build one.
  [[nodiscard]] std::optional<consensus::Proposal> other_than(const consensus::Proposal& proposal);

  types::View view_;
  std::optional<consensus::Proposal> other_;  // in view_
};

}  // namespace kula::sim::byzantine
