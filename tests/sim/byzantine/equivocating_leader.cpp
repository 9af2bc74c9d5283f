#include "tests/sim/byzantine/equivocating_leader.h"

namespace kula::sim::byzantine {

std::optional<consensus::Proposal> EquivocatingLeader::other_than(const consensus::Proposal& proposal) {
  auto other = proposal;
  const auto& header = proposal.header;
  const ledger::ProposalSeed seed{header.epoch, proposal.view(), proposal.vote.validator,
                                  after(header.time, 1)};
  const auto built = node().ledger().propose(
      header.parent, seed, {}, [](const types::Transaction&, const types::Auth&) { return true; });
  if (!built) return std::nullopt;
  other.header = built->executed->block.header;
  other.transactions.clear();
  auto subject = proposal.vote.subject;
  subject.block = built->executed->id;
  other.vote = sign(subject, proposal.vote.validator);
  return other;
}

void EquivocatingLeader::on_send(const engine::PeerId& to, engine::Lane lane,
                                 const std::shared_ptr<const Bytes>& bytes) {
  const auto message = consensus_message(*bytes);
  const auto* proposal = message ? std::get_if<consensus::Proposal>(&*message) : nullptr;
  const bool is_own = proposal != nullptr && proposal->vote.validator == own_index();
  if (is_own && proposal->view() != view_) {
    view_ = proposal->view();
    other_ = random().chance(700) ? other_than(*proposal) : std::nullopt;
  }
  const auto* vote = message ? std::get_if<consensus::VoteMessage>(&*message) : nullptr;
  const bool is_vote_of_view = vote != nullptr && vote->vote.subject.view == view_ &&
                               vote->vote.subject.kind == types::VoteKind::notarize;
  const bool gets_other = other_ && is_in_first_half(to, view_);
  if (is_own && gets_other) return Behaviour::send(to, *other_);
  if (is_vote_of_view && gets_other) return Behaviour::send(to, consensus::VoteMessage{other_->vote});
  Behaviour::on_send(to, lane, bytes);
}

}  // namespace kula::sim::byzantine
