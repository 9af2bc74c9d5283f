// Proposes where nothing entitles it to: on a certified block that is not the last one, on a block that
// nobody certified, without nullifications of the views between, or on a closing block in that block's epoch
// (R2, R4, R16). The blocks themselves are valid, and what it shows is genuine.
#pragma once

#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim::byzantine {

class UnjustifiedProposer final : public Behaviour {
 public:
  using Behaviour::Behaviour;
  void on_send(const engine::PeerId& to, engine::Lane lane,
               const std::shared_ptr<const Bytes>& bytes) override;
  [[nodiscard]] bool on_receive(const engine::PeerId& from, ByteView bytes) override;

 private:
  void note(const consensus::Message& message);
  void note(const types::Certificate& certificate);
  // Instead of its engine's; nothing when there is no other place to propose on.
  [[nodiscard]] std::optional<consensus::Proposal> other_than(const consensus::Proposal& proposal);
  [[nodiscard]] std::optional<consensus::Proposal> on_closing(const consensus::Proposal& proposal);
  [[nodiscard]] std::optional<consensus::Proposal> on_older(const consensus::Proposal& proposal);
  [[nodiscard]] std::optional<consensus::Proposal> on_uncertified(const consensus::Proposal& proposal);
  // A valid child of `parent`, signed; what stands between is left as it is.
  [[nodiscard]] std::optional<consensus::Proposal> child_of(const types::BlockId& parent,
                                                            const consensus::Proposal& proposal);

  types::Epoch epoch_;  // of what follows, which is of the last views
  std::map<types::View, types::BlockId> proposed_;
  std::map<types::View, types::Certificate> certified_;  // blocks
  std::map<types::View, types::Certificate> nullified_;

  types::View view_;
  std::optional<consensus::Proposal> other_;  // in view_
};

}  // namespace kula::sim::byzantine
