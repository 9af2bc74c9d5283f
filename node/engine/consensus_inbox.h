// What peers say for consensus, on its way there: nothing is verified that tells nothing new, or that a peer
// says beyond its share (T2). Who forges is dropped; who speaks of another epoch is told where we stand.
#pragma once

#include "consensus/machine.h"
#include "node/engine/holders.h"
#include "node/engine/status_board.h"
#include "node/engine/token_bucket.h"

namespace kula::engine {

class ConsensusInbox {
 public:
  struct Rooms {
    const consensus::Machine& machine;
    MessageVerifier& messages;
    Holders& holders;
    StatusBoard& board;
    Peers& peers;
    Metrics& metrics;
  };
  // REQUIRES all rooms outlive this.
  explicit ConsensusInbox(const Rooms& rooms) : rooms_(rooms) {}

  // What consensus is to be told, if anything.
  [[nodiscard]] std::optional<consensus::VerifiedMessage> receive(const PeerId& peer,
                                                                  consensus::Message message, const Now& now);

 private:
  void note_holder(const PeerId& peer, const consensus::Message& message);

  Rooms rooms_;
  std::map<PeerId, TokenBucket> shares_;  // of registered nodes
};

}  // namespace kula::engine
