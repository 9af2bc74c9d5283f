// The rows of one part of a snapshot, and the chunk that they make (R19).
#pragma once

#include <vector>

#include "ledger/types/snapshot.h"

namespace kula::ledger {

class SnapshotPart {
 public:
  struct Row {
    types::StateKeyHash key;
    types::SnapshotRow row;
  };
  void add(const types::StateKeyHash& hash, ByteView key, ByteView value);
  // Ascending by the hash of their key.
  [[nodiscard]] const std::vector<Row>& rows();
  [[nodiscard]] Bytes chunk();

 private:
  std::vector<Row> rows_;
  bool is_sorted_ = true;
};

}  // namespace kula::ledger
