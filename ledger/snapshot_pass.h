// One reading of a state that gathers the rows of some of a snapshot's parts (R19). Rows are kept in the
// order of their keys, parts are cut by the keys' hashes: whoever wants one part reads the whole state, so
// that many parts are gathered at once.
#pragma once

#include <vector>

#include "ledger/stepped_scan.h"
#include "ledger/types/snapshot.h"

namespace kula::ledger {

class SnapshotPass {
 public:
  struct Parts {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    [[nodiscard]] bool contains(std::uint32_t part) const { return part >= first && part - first < count; }
  };
  struct Row {
    types::StateKeyHash key;
    types::SnapshotRow row;
  };

  // `rows` at its beginning. REQUIRES that the parts are below 2^depth.
  SnapshotPass(SteppedScan rows, std::uint8_t depth, Parts parts);

  // Passes at most `rows` rows of the store more; true when all were read.
  bool step(std::size_t rows);
  [[nodiscard]] bool is_done() const { return is_done_; }
  [[nodiscard]] const Parts& parts() const { return parts_; }
  // All rows of a part, ascending by the hash of their key. REQUIRES is_done() and one of parts().
  [[nodiscard]] const std::vector<Row>& rows_of(std::uint32_t part);
  // The bytes of that part's chunk; same.
  [[nodiscard]] Bytes chunk_of(std::uint32_t part);

 private:
  struct Gathered {
    std::vector<Row> rows;
    bool is_sorted = false;
  };
  SteppedScan rows_;
  std::uint8_t depth_;
  Parts parts_;
  std::vector<Gathered> gathered_;
  bool is_done_ = false;
};

}  // namespace kula::ledger
