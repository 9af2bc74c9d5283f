// Blocks by their id, for consensus (FetchBlock, R22): asks those who signed for them first, then others, and
// hands over what has the id asked for. Engine's thread.
#pragma once

#include <functional>

#include "consensus/event.h"
#include "consensus/output.h"
#include "node/engine/bodies.h"

namespace kula::engine {

class BlockFetcher {
 public:
  using Deliver = std::function<void(consensus::BlockFetched)>;
  struct Rooms {
    const ledger::Ledger& ledger;
    KnownTransactions& known;
    const Holders& holders;
    Peers& peers;
    consensus::AuxiliaryRandom& random;
    Metrics& metrics;
    Deliver deliver;
  };
  // REQUIRES all rooms outlive this.
  explicit BlockFetcher(Rooms rooms) : rooms_(std::move(rooms)) {}

  void fetch(const consensus::FetchBlock& request, const Now& now);
  void receive(const PeerId& peer, const BlockAnswer& message, const Now& now);
  void tick(const Now& now);
  // While a catch-up brings the blocks in order, nobody is asked for single ones.
  void pause(bool is_paused) { is_paused_ = is_paused; }
  // A block has come another way, or is final.
  void forget(const types::BlockId& id) { wanted_.erase(id); }
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

 private:
  struct Wanted {
    std::vector<PeerId> signers;
    Inquiry inquiry;
    std::uint64_t number = 0;  // in order of arrival
  };
  void ask(const types::BlockId& id, Wanted& wanted, const Now& now);

  Rooms rooms_;
  std::map<types::BlockId, Wanted> wanted_;
  std::uint64_t count_ = 0;
  bool is_paused_ = false;
};

}  // namespace kula::engine
