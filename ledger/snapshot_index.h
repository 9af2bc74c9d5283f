// Where the rows of each part of a snapshot lie (R19). Rows are kept in the order of their keys, parts are
// cut by the keys' hashes: a part's rows are all over the state. So while a snapshot is made it is noted
// which short stretches of the state have rows of which part, and a part is read again from its stretches
// alone, however large the state is.
#pragma once

#include "ledger/snapshot_part.h"
#include "ledger/stepped_scan.h"

namespace kula::ledger {

class SnapshotIndex {
 public:
  struct Stretch {
    Bytes first;  // key
    std::uint8_t rows = 0;
  };
  SnapshotIndex();

  // All rows of a state, in order; `passed` as the scan that visits the row says.
  void add(ByteView key, std::uint64_t passed);
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t stretches() const { return stretches_.size(); }
  // No more rows follow: gives back what was reserved for them.
  void close();
  // Those with a row of that part, ascending. REQUIRES depth <= types::kMaxSnapshotDepth, part < 2^depth.
  [[nodiscard]] std::vector<std::uint32_t> stretches_of(std::uint32_t part, std::uint8_t depth) const;
  [[nodiscard]] const Stretch& stretch(std::uint32_t number) const { return stretches_[number]; }

 private:
  std::size_t rows_ = 0;
  std::vector<Stretch> stretches_;
  std::uint64_t passed_before_ = 0;                 // when the last stretch began
  std::vector<std::vector<std::uint32_t>> finest_;  // stretches of each part at the greatest depth
};

// The rows of one part, in steps that are short enough to be taken between other work.
class SnapshotPartReading {
 public:
  // REQUIRES that the index outlives this, and is of the state that `rows` reads.
  SnapshotPartReading(SteppedScan rows, const SnapshotIndex& index, std::uint8_t depth, std::uint32_t part);

  // Passes at most `rows` rows of the store more, and what SteppedScan passes beyond; true when it has all of
  // the part. Also rows that later blocks put among those of the state are passed. REQUIRES rows > 0.
  bool step(std::size_t rows);
  // REQUIRES that step() has answered true.
  [[nodiscard]] Bytes chunk() { return gathered_.chunk(); }

 private:
  void read(const SnapshotIndex::Stretch& stretch, std::size_t rows);

  SteppedScan rows_;
  const SnapshotIndex& index_;
  std::uint8_t depth_;
  std::uint32_t part_;
  std::vector<std::uint32_t> stretches_;
  std::size_t next_ = 0;  // of them
  std::size_t left_ = 0;  // rows of that one, once it was begun
  SnapshotPart gathered_;
};

}  // namespace kula::ledger
