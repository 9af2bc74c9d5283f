// The snapshots that this node serves (R19): of the first block at or after every multiple of the interval
// that does not close its epoch, so that nodes with one interval serve the same ones. Made in short steps
// between other work, from committed rows that never change. Only manifests and where each chunk's rows lie
// are kept, in memory: after a restart the newest one is made again. Engine's thread.
#pragma once

#include <deque>

#include "ledger/snapshot_maker.h"
#include "node/engine/ports.h"

namespace kula::engine {

class SnapshotKeeper {
 public:
  struct Kept {
    types::BlockId id;
    types::SnapshotManifest manifest;
    std::shared_ptr<const ledger::SnapshotIndex> index;  // to read its chunks again
  };
  // An interval of 0 blocks: none are made. REQUIRES ledger and log outlive this.
  SnapshotKeeper(const ledger::Ledger& ledger, Log& log, std::uint64_t interval_blocks,
                 ledger::SnapshotSizes sizes)
      : ledger_(ledger), log_(log), interval_(interval_blocks), sizes_(sizes) {}

  // At the end of a turn: at most one step.
  void work(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

  [[nodiscard]] std::shared_ptr<const Kept> newest() const;                        // null: none
  [[nodiscard]] std::shared_ptr<const Kept> find(const types::BlockId& id) const;  // null: not kept

 private:
  void begin(const Now& now);
  void keep();

  const ledger::Ledger& ledger_;
  Log& log_;
  std::uint64_t interval_;
  ledger::SnapshotSizes sizes_;
  std::uint64_t looked_at_ = 0;  // the last multiple of the interval that is done with
  std::optional<ledger::SnapshotMaker> maker_;
  std::uint64_t next_step_ms_ = 0;
  std::deque<std::shared_ptr<const Kept>> kept_;  // the newest last
};

}  // namespace kula::engine
