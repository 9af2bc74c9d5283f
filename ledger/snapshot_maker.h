// Cuts the state at one height into the chunks of a snapshot (R19), in steps that are short enough to be
// taken between other work. Reads only what never changes, so another thread may do it.
#pragma once

#include "ledger/ledger.h"
#include "ledger/limits.h"
#include "ledger/snapshot_index.h"
#include "ledger/snapshot_pass.h"

namespace kula::ledger {

struct SnapshotSource {
  types::BlockHeader header;
  types::FinalityProof finality;
  std::vector<Hash> history;  // peaks over the blocks before
  SteppedScan rows;           // of the state
};
// Nothing for the genesis block, for a block that closes its epoch, for a height whose state is not here, and
// for the block that a store was filled up to (its history cannot be proved from what is here).
[[nodiscard]] std::optional<SnapshotSource> snapshot_source(const Ledger& ledger, Height height);

struct SnapshotSizes {
  std::size_t chunk_bytes = kSnapshotChunkBytes;
  std::size_t buffer_bytes = kSnapshotBufferBytes;
  std::size_t max_rows = kMaxSnapshotRows;
};

// The state is read once to learn its size, and then once for every buffer's worth of chunks.
class SnapshotMaker {
 public:
  struct Chunk {
    std::uint32_t part = 0;
    Bytes bytes;
  };

  explicit SnapshotMaker(SnapshotSource source, SnapshotSizes sizes = {});

  // Passes at most `rows` rows of the store, or makes one chunk, which it answers. Parts without rows have no
  // chunk.
  std::optional<Chunk> step(std::size_t rows);
  [[nodiscard]] bool is_done() const { return phase_ == Phase::done; }
  // There is no snapshot of this state: a chunk would be larger than a chunk may be, or the rows are too
  // many.
  [[nodiscard]] bool is_too_large() const { return phase_ == Phase::too_large; }
  // REQUIRES is_done().
  [[nodiscard]] const types::SnapshotManifest& manifest() const { return manifest_; }
  // Where to read a part again; shared, not changed any more. REQUIRES is_done().
  [[nodiscard]] std::shared_ptr<const SnapshotIndex> index() const { return index_; }

 private:
  enum class Phase : std::uint8_t { measure, collect, cut, done, too_large };

  void measure(std::size_t rows);
  void choose_depth();
  void begin_pass();
  std::optional<Chunk> cut_next();
  void finish();
  // How many parts' rows one pass may hold, on average.
  [[nodiscard]] std::uint32_t parts_a_pass() const;
  [[nodiscard]] std::uint32_t part_count() const { return std::uint32_t{1} << manifest_.depth; }

  const SnapshotSizes sizes_;
  types::SnapshotManifest manifest_;
  Phase phase_ = Phase::measure;
  SteppedScan rows_;
  std::uint64_t total_bytes_ = 0;
  std::shared_ptr<SnapshotIndex> index_ = std::make_shared<SnapshotIndex>();
  std::optional<SnapshotPass> pass_;  // under way
};

}  // namespace kula::ledger
