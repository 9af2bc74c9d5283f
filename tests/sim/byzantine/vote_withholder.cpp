#include "tests/sim/byzantine/vote_withholder.h"

namespace kula::sim::byzantine {

void VoteWithholder::on_send(const engine::PeerId& to, engine::Lane lane,
                             const std::shared_ptr<const Bytes>& bytes) {
  const auto message = consensus_message(*bytes);
  std::optional<types::View> view;
  if (message) {
    if (const auto* vote = std::get_if<consensus::VoteMessage>(&*message)) view = vote->vote.subject.view;
    if (const auto* one = std::get_if<consensus::CertificateMessage>(&*message))
      view = one->certificate.subject.view;
  }
  if (!view) return Behaviour::on_send(to, lane, bytes);
  if (*view != view_) {
    view_ = *view;
    favourite_.reset();
    const auto& peers = node().peers();
    if (!peers.empty() && random().chance(700))
      favourite_ = *std::next(peers.begin(), static_cast<std::ptrdiff_t>(random().below(peers.size())));
  }
  if (to == favourite_) Behaviour::on_send(to, lane, bytes);
}

}  // namespace kula::sim::byzantine
