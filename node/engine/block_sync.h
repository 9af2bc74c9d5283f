// Catch-up by final blocks (R19): ranges from several peers at once, each block checked by its hash link and
// its finality proof under the set we know, then told to consensus, whose own rules execute and commit it.
// Where to go is what peers claim; how far we got is only what they proved. Who lies is dropped by name, and
// the others go on. Engine's thread.
#pragma once

#include <functional>

#include "consensus/event.h"
#include "node/engine/bodies.h"
#include "node/engine/status_board.h"

namespace kula::engine {

class BlockSync {
 public:
  using Deliver = std::function<void(decltype(consensus::Event::what))>;
  struct Rooms {
    const ledger::Ledger& ledger;
    const consensus::Machine& machine;
    StatusBoard& board;
    Peers& peers;
    MessageVerifier& messages;
    KnownTransactions& known;
    BlockSignatures& signatures;
    consensus::AuxiliaryRandom& random;
    Log& log;
    Metrics& metrics;
    Deliver deliver;
    std::function<bool(const types::SignedRecovery&)> adopt;  // R21: false when it does not hold
  };
  // REQUIRES all rooms outlive this.
  explicit BlockSync(Rooms rooms) : rooms_(std::move(rooms)) {}

  // A tip that cannot be proved although its set is known is a lie.
  void heard(const PeerId& peer, const StatusMessage& message, const Now& now);
  void disconnected(const PeerId& peer);
  void receive(const PeerId& peer, RangeAnswer message, const Now& now);
  // At the end of every turn: hands over what is next, asks for what is missing.
  void work(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

  // Behind for longer than a message takes.
  [[nodiscard]] bool is_active() const { return is_active_; }
  // A finalization that was proved, or that more than f validators claim, has been above our tip for longer
  // than a message takes.
  [[nodiscard]] bool is_behind() const { return is_active_ && credible() > rooms_.ledger.tip().height; }
  // So far that nothing of the present views is of use.
  [[nodiscard]] bool is_far_behind() const;
  // Highest height that a peer has claimed and nobody has disproved; the own one when none is higher.
  [[nodiscard]] Height target() const;

 private:
  struct Request {
    Height first;
    std::uint64_t count = 0;
    PeerId peer;
    std::uint64_t nonce = 0;
    std::uint64_t due_ms = 0;
  };
  struct Received {
    consensus::BlockPointer block;
    types::FinalityProof finality;
    PeerId peer;
    std::size_t bytes = 0;
  };

  // No single peer can make us believe in it.
  [[nodiscard]] Height credible() const { return std::max(proved_, rooms_.board.credible()); }
  void update(const Now& now);
  void reset();
  void hand_over(const Now& now);
  // Certified, and ready to be told: nothing when the proof fails.
  [[nodiscard]] bool is_proved(const types::BlockHeader& header, const types::FinalityProof& proof);
  [[nodiscard]] bool goes_by_recovery(const Received& given);
  void reject(const PeerId& peer, std::string_view reason);
  void ask(const Now& now);
  void drop_late(const Now& now);
  // The first height at or after `from` that is neither here nor asked for.
  [[nodiscard]] Height first_missing(Height from) const;
  [[nodiscard]] std::optional<PeerId> choose(Height first, const Now& now);
  void report(const Now& now);

  Rooms rooms_;
  Height proved_;                                 // a finalization was verified
  std::optional<std::uint64_t> behind_since_ms_;  // steady clock
  bool is_active_ = false;

  Height handed_;  // the last block told to consensus, or the tip
  types::BlockId handed_id_;
  std::uint64_t moved_ms_ = 0;  // when the tip moved last, or a block was told
  Height seen_tip_;
  std::map<Height, Received> received_;
  std::size_t received_bytes_ = 0;
  std::vector<Request> requests_;
  std::map<PeerId, std::uint64_t> rests_until_ms_;  // peers that did not answer, or had nothing
  PeerId last_asked_;
  // The last certificate that was verified: a proof through a descendant repeats it.
  std::optional<consensus::VerifiedMessage> certificate_;
  bool was_told_ = false;  // to consensus

  Height begun_height_;  // our tip when it began
  std::uint64_t reported_ms_ = 0;
  Height reported_height_;
};

}  // namespace kula::engine
