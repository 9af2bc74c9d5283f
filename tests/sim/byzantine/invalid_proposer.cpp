#include "tests/sim/byzantine/invalid_proposer.h"

namespace kula::sim::byzantine {

void InvalidProposer::spoil(types::BlockHeader& header) {
  switch (random().below(10)) {
    case 0:
      header.state_root.bytes[5] ^= 1;
      break;
    case 1:
      header.receipt_root.bytes[5] ^= 1;
      break;
    case 2:
      header.history_root.bytes[5] ^= 1;
      break;
    case 3:
      header.parent.bytes[5] ^= 1;
      break;
    case 4:
      header.height = next(header.height);
      break;
    case 5:
      header.time = TimeMs{1};
      break;
    case 6:
      header.time = after(header.time, kDayMs);
      break;
    case 7:
      header.next_validator_set.bytes[5] ^= 1;
      break;
    case 8:
      header.proposer = static_cast<std::uint8_t>(header.proposer + 1);
      break;
    default:
      header.flags = 1;
  }
}

void InvalidProposer::on_send(const engine::PeerId& to, engine::Lane lane,
                              const std::shared_ptr<const Bytes>& bytes) {
  const auto message = consensus_message(*bytes);
  const auto* proposal = message ? std::get_if<consensus::Proposal>(&*message) : nullptr;
  if (proposal == nullptr || proposal->vote.validator != own_index())
    return Behaviour::on_send(to, lane, bytes);
  if (proposal->view() != view_) {
    view_ = proposal->view();
    spoilt_ = std::nullopt;
    if (random().chance(800)) {
      spoilt_ = *proposal;
      spoil(spoilt_->header);
      auto subject = proposal->vote.subject;
      subject.block = types::id_of(spoilt_->header);
      spoilt_->vote = sign(subject, proposal->vote.validator);
    }
  }
  if (spoilt_) return Behaviour::send(to, *spoilt_);
  Behaviour::on_send(to, lane, bytes);
}

}  // namespace kula::sim::byzantine
