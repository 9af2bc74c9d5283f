#include "tests/sim/byzantine/double_voter.h"

namespace kula::sim::byzantine {

using types::VoteKind;

void DoubleVoter::on_send(const engine::PeerId& to, engine::Lane lane,
                          const std::shared_ptr<const Bytes>& bytes) {
  const auto message = consensus_message(*bytes);
  const auto* said = message ? std::get_if<consensus::VoteMessage>(&*message) : nullptr;
  if (said == nullptr || said->vote.validator != own_index() || random().chance(300))
    return Behaviour::on_send(to, lane, bytes);
  const auto& vote = said->vote;
  auto other = vote.subject;
  switch (vote.subject.kind) {
    case VoteKind::notarize:
      other.block.bytes[0] ^= 1;
      break;
    case VoteKind::nullify:
      return Behaviour::on_send(to, lane, bytes);
    case VoteKind::finalize:
      if (random().chance(500)) {
        other.block.bytes[0] ^= 1;
        break;
      }
      other.kind = VoteKind::nullify;
      other.block = {};
      break;
  }
  const auto second = consensus::VoteMessage{sign(other, vote.validator)};
  const bool is_first = is_in_first_half(to, vote.subject.view);
  if (is_first) Behaviour::send(to, second);
  Behaviour::on_send(to, lane, bytes);
  if (!is_first && random().chance(500)) Behaviour::send(to, second);
}

}  // namespace kula::sim::byzantine
