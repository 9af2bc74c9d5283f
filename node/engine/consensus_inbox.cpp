#include "node/engine/consensus_inbox.h"

namespace kula::engine {

std::optional<consensus::VerifiedMessage> ConsensusInbox::receive(const PeerId& peer,
                                                                  consensus::Message message,
                                                                  const Now& now) {
  auto& share = shares_.try_emplace(peer, kConsensusBurst, kConsensusPerSecond).first->second;
  if (!rooms_.machine.is_news(message) || !share.take(1, now.steady_ms)) {
    ++rooms_.metrics.messages_skipped;
    return std::nullopt;
  }
  ++rooms_.metrics.messages_verified;
  auto verified = rooms_.messages.verify(*rooms_.machine.context(), std::move(message));
  if (verified) {
    note_holder(peer, verified->message());
    return std::move(*verified);
  }
  if (verified.error() == consensus::MessageError::other_epoch) {
    // One of the two has something to learn; who is told of a lower tip answers with its own (R19).
    rooms_.board.tell(peer, now);
  } else {
    rooms_.peers.punish(peer, to_string(verified.error()));
  }
  return std::nullopt;
}

// Who proposes a block has it, and so does who votes for it.
void ConsensusInbox::note_holder(const PeerId& peer, const consensus::Message& message) {
  const types::Vote* vote = nullptr;
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) vote = &proposal->vote;
  if (const auto* said = std::get_if<consensus::VoteMessage>(&message)) vote = &said->vote;
  if (vote != nullptr && vote->subject.kind != types::VoteKind::nullify)
    rooms_.holders.note(vote->subject.block, peer);
}

}  // namespace kula::engine
