// Where nodes stand: what this one tells its peers, when a connection is made and slowly ever after (R10),
// and what they have told. Heights that peers claim are hints: nothing moves by them but the question for
// proofs. Engine's thread.
#pragma once

#include "consensus/machine.h"
#include "ledger/ledger.h"
#include "node/api/peers.h"
#include "node/engine/clock_watch.h"
#include "node/engine/peers.h"

namespace kula::engine {

class StatusBoard {
 public:
  struct Claim {
    Height height;
    types::Epoch epoch;
    types::View view;
  };
  // REQUIRES all outlive this.
  StatusBoard(const ledger::Ledger& ledger, const consensus::Machine& machine, Peers& peers, Log& log)
      : ledger_(ledger), machine_(machine), peers_(peers), clocks_(log) {}

  void connected(const PeerId& peer, const Now& now);
  void disconnected(const PeerId& peer);
  // Who is behind us is told where we stand.
  void receive(const PeerId& peer, const StatusMessage& message, const Now& now);
  // At most once in kStatusAnswerMs.
  void tell(const PeerId& peer, const Now& now);
  void tick(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

  // Nothing when it has said nothing since it connected.
  [[nodiscard]] const Claim* claim(const PeerId& peer) const;
  [[nodiscard]] Height highest() const;  // that anybody claims; 0 when nobody does
  // That more than f validators claim: one of them at least is honest. 0 when so many say nothing.
  [[nodiscard]] Height credible() const;
  [[nodiscard]] bool has_heard_anybody() const { return has_heard_; }  // ever
  // The registry, and connected nodes that have left it.
  [[nodiscard]] api::PeerList list(const std::optional<crypto::PublicKey>& own_key, const Now& now) const;

 private:
  [[nodiscard]] StatusMessage status(const Now& now) const;
  [[nodiscard]] api::PeerView view_of(const types::NodeEntry& node, const Now& now) const;

  const ledger::Ledger& ledger_;
  const consensus::Machine& machine_;
  Peers& peers_;
  ClockWatch clocks_;
  std::map<PeerId, Claim> claims_;           // of connected peers
  std::map<PeerId, std::uint64_t> told_ms_;  // same
  std::uint64_t said_ms_ = 0;                // to all
  types::BlockId said_tip_;
  bool has_heard_ = false;
};

}  // namespace kula::engine
