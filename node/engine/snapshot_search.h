// Looks for a snapshot that a new node may begin with (R19): asks its peers for the newest one each serves,
// has one that gave the best show how the validators of its epoch follow from the genesis, and verifies both.
// Only what was verified is believed; who gives something else is dropped by name, and the next best is
// tried. The best is one that many can give the chunks of. Once, on a ledger at its genesis block whose
// network is far ahead; meanwhile no blocks are asked for. Engine's thread.
#pragma once

#include <functional>

#include "node/engine/status_board.h"

namespace kula::engine {

class SnapshotSearch {
 public:
  using Found = std::function<void(FoundSnapshot)>;
  struct Rooms {
    const ledger::Ledger& ledger;
    const types::RecoveryJudge& judge;  // of epochs that the members ended (R21)
    StatusBoard& board;
    Peers& peers;
    consensus::AuxiliaryRandom& random;
    Log& log;
    Found found;  // told at most once
  };
  // `begun`: the blocks whose snapshots were begun with and came to nothing; after kMaxFills, none is looked
  // for. REQUIRES all rooms outlive this.
  SnapshotSearch(Rooms rooms, std::uint64_t interval_blocks, std::vector<types::BlockId> begun,
                 bool is_wanted);

  void receive(const PeerId& peer, SnapshotAnswer message);
  void receive(const PeerId& peer, const ClosesAnswer& message);
  void disconnected(const PeerId& peer);
  void work(const Now& now);  // at the end of every turn
  [[nodiscard]] bool is_active() const { return phase_ == Phase::asking; }
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const { return next_look_ms_; }  // steady clock

 private:
  enum class Phase : std::uint8_t { waiting, asking, over };
  struct Candidate {
    PeerId peer;
    types::SnapshotManifest manifest;
    types::BlockId block{};  // of its header
  };
  // For the ends of epochs, to the peer of the best candidate.
  struct Question {
    PeerId peer;
    std::uint64_t nonce = 0;
    std::uint64_t due_ms = 0;
  };
  void look(const Now& now);
  void begin(const Now& now);
  void ask_peers();
  [[nodiscard]] bool is_everybody_heard() const;
  [[nodiscard]] std::size_t givers(const Candidate& one) const;  // of the same snapshot
  // The one to be tried next; null when there is none.
  [[nodiscard]] Candidate* best();
  // What is known of candidates is taken as far as it goes.
  void try_candidates(const Now& now);
  void end(std::string_view why);
  void forget(const PeerId& peer);
  void reject(const PeerId& peer, const std::string& reason);

  Rooms rooms_;
  std::uint64_t interval_;
  std::vector<types::BlockId> begun_;
  Phase phase_;
  std::uint64_t begun_ms_ = 0;
  std::optional<std::uint64_t> next_look_ms_;
  std::map<PeerId, std::optional<std::uint64_t>> asked_;  // the nonce, until it has answered
  std::vector<Candidate> candidates_;
  std::optional<PeerId> tried_;       // whose snapshot is being looked at ...
  std::uint64_t tried_until_ms_ = 0;  // ... and how long
  std::optional<Question> question_;
  std::vector<types::EpochClose> closes_;   // that it gave, verified, from epoch 0 on
  std::vector<types::TrustedSet> trusted_;  // of epoch 0, and of each after one of them
};

}  // namespace kula::engine
