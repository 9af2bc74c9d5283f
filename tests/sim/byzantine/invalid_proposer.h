// Proposes blocks that break a rule, properly signed: wrong state root, receipts, history, parent, height,
// time, validator set, epoch or flags (R4).
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class InvalidProposer final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;

 private:
  void spoil(types::BlockHeader& header);

  types::View view_;
  std::optional<consensus::Proposal> spoilt_;  // in view_
};

}  // namespace kula::sim::byzantine
