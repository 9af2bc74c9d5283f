// Answers to peers' questions: bodies, blocks, certificates, ranges of final blocks, snapshots. Bounded for
// each peer by the bytes that its answers take (T2); a question beyond that stays without an answer, and is
// asked of somebody else. Engine's thread.
#pragma once

#include "consensus/machine.h"
#include "ledger/ledger.h"
#include "node/engine/chunk_reader.h"
#include "node/engine/peers.h"
#include "node/engine/token_bucket.h"

namespace kula::engine {

class Serving {
 public:
  // REQUIRES all outlive this.
  Serving(const ledger::Ledger& ledger, const consensus::Machine& machine, Peers& peers,
          const SnapshotKeeper& snapshots, Metrics& metrics);

  void answer(const PeerId& peer, const BodyRequest& question, const Now& now);
  void answer(const PeerId& peer, const BlockRequest& question, const Now& now);
  void answer(const PeerId& peer, const CertificatesRequest& question, const Now& now);
  void answer(const PeerId& peer, const RangeRequest& question, const Now& now);
  void answer(const PeerId& peer, const SnapshotRequest& question, const Now& now);
  void answer(const PeerId& peer, const ClosesRequest& question, const Now& now);
  // Later, when the rows have been read.
  void answer(const PeerId& peer, const ChunkRequest& question, const Now& now);

  void disconnected(const PeerId& peer) { chunks_.disconnected(peer); }
  void work(const Now& now);  // at the end of every turn
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const { return chunks_.due_ms(); }  // steady clock

 private:
  // False when the peer has used what it may.
  [[nodiscard]] bool admit(const PeerId& peer, const Now& now);
  void charge(const PeerId& peer, std::size_t bytes, const Now& now);
  // Executed, final, or given by a peer.
  [[nodiscard]] std::shared_ptr<const types::Block> find(const types::BlockId& id) const;

  const ledger::Ledger& ledger_;
  const consensus::Machine& machine_;
  Peers& peers_;
  const SnapshotKeeper& snapshots_;
  Metrics& metrics_;
  Now now_;  // of the turn
  ChunkReader chunks_;
  std::map<PeerId, TokenBucket> budgets_;  // of registered nodes
};

}  // namespace kula::engine
