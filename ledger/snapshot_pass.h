// One reading of a whole state that gathers the rows of some of a snapshot's parts (R19). Rows are kept in
// the order of their keys, parts are cut by the keys' hashes: whoever wants them all gathers many at once.
#pragma once

#include <vector>

#include "ledger/snapshot_part.h"
#include "ledger/stepped_scan.h"

namespace kula::ledger {

class SnapshotPass {
 public:
  struct Parts {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    [[nodiscard]] bool contains(std::uint32_t part) const { return part >= first && part - first < count; }
  };

  // `rows` at its beginning. REQUIRES that the parts are below 2^depth.
  SnapshotPass(SteppedScan rows, std::uint8_t depth, Parts parts);

  // Passes at most `rows` rows of the store more; true when all were read.
  bool step(std::size_t rows);
  [[nodiscard]] bool is_done() const { return is_done_; }
  [[nodiscard]] const Parts& parts() const { return parts_; }
  // Whole. REQUIRES is_done() and one of parts().
  [[nodiscard]] SnapshotPart& part(std::uint32_t number);

 private:
  SteppedScan rows_;
  std::uint8_t depth_;
  Parts parts_;
  std::vector<SnapshotPart> gathered_;
  bool is_done_ = false;
};

}  // namespace kula::ledger
