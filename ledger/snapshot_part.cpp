#include "ledger/snapshot_part.h"

#include <algorithm>

#include "ledger/codec/binary.h"

namespace kula::ledger {

void SnapshotPart::add(const types::StateKeyHash& hash, ByteView key, ByteView value) {
  rows_.push_back({hash, {to_bytes(key), to_bytes(value)}});
  is_sorted_ = false;
}

const std::vector<SnapshotPart::Row>& SnapshotPart::rows() {
  if (!std::exchange(is_sorted_, true)) {
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  }
  return rows_;
}

Bytes SnapshotPart::chunk() {
  types::SnapshotChunk chunk;
  for (const Row& row : rows()) chunk.rows.push_back(row.row);
  return codec::encode(chunk);
}

}  // namespace kula::ledger
