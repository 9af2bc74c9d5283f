// Fills an empty store from a snapshot that was found and verified (R19): chunks from several peers at once,
// each verified before it is written. A chunk that is none drops its peer by name and is asked of others.
// Engine's thread.
#pragma once

#include <functional>

#include "consensus/signer.h"
#include "ledger/snapshot_install.h"
#include "node/api/chain.h"
#include "node/engine/peers.h"

namespace kula::engine {

// What an engine fills instead of following the chain.
struct Filling {
  storage::KeyValueStore& store;  // holds nothing but perhaps the genesis block: it is erased
  const ledger::GenesisState& genesis;
  FoundSnapshot snapshot;
};

class SnapshotFill {
 public:
  struct Rooms {
    Peers& peers;
    consensus::AuxiliaryRandom& random;
    Log& log;
    Metrics& metrics;
    // The store is a ledger's, or nobody has this snapshot any more: it is to be opened again.
    std::function<void()> ended;
    std::function<void(const std::string& message)> failed;  // our disk
  };
  // REQUIRES all rooms, and what `filling` names, outlive this.
  SnapshotFill(Rooms rooms, Filling filling, const types::BlockId& genesis_block);

  void start(const Now& now);
  void receive(const PeerId& peer, const ChunkAnswer& message, const Now& now);
  void disconnected(const PeerId& peer);
  void work(const Now& now);                                  // at the end of every turn
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock
  [[nodiscard]] api::SnapshotProgress progress() const;

 private:
  struct Request {
    std::uint32_t part = 0;
    PeerId peer;
    std::uint64_t nonce = 0;
    std::uint64_t due_ms = 0;
  };
  void ask(const Now& now);
  // The first part that is neither here nor asked for.
  [[nodiscard]] std::optional<std::uint32_t> next_part() const;
  [[nodiscard]] std::optional<PeerId> choose() const;
  void rest(const PeerId& peer, const Now& now);
  void report(const Now& now);
  void finish();

  Rooms rooms_;
  const ledger::GenesisState& genesis_;
  types::BlockId genesis_block_;
  types::SnapshotManifest manifest_;
  types::BlockId block_;  // of the manifest's header
  ledger::SnapshotInstaller installer_;
  std::size_t chunks_ = 0;  // in all
  std::vector<Request> requests_;
  std::map<PeerId, std::uint64_t> rests_until_ms_;  // peers that did not answer, or have it not
  std::map<PeerId, unsigned> failures_;             // of them, one after the other
  PeerId last_asked_;
  std::uint64_t moved_ms_ = 0;  // when kFillPace more chunks had come last
  std::uint64_t reported_ms_ = 0;
  bool is_over_ = false;
};

}  // namespace kula::engine
