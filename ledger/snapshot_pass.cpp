#include "ledger/snapshot_pass.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"

namespace kula::ledger {

SnapshotPass::SnapshotPass(SteppedScan rows, std::uint8_t depth, Parts parts)
    : rows_(std::move(rows)), depth_(depth), parts_(parts), gathered_(parts.count) {}

bool SnapshotPass::step(std::size_t rows) {
  if (is_done_) return true;
  return is_done_ = rows_.step(rows, [this](ByteView key, ByteView value) {
    const auto hash = types::hash_of_key(key);
    const auto part = types::part_of(hash, depth_);
    if (!parts_.contains(part)) return;
    gathered_[part - parts_.first].rows.push_back({hash, {to_bytes(key), to_bytes(value)}});
  });
}

const std::vector<SnapshotPass::Row>& SnapshotPass::rows_of(std::uint32_t part) {
  KULA_CHECK(is_done_ && parts_.contains(part), "a part of a snapshot was not read; report this as a bug");
  auto& gathered = gathered_[part - parts_.first];
  if (!std::exchange(gathered.is_sorted, true)) {
    std::sort(gathered.rows.begin(), gathered.rows.end(),
              [](const Row& a, const Row& b) { return a.key < b.key; });
  }
  return gathered.rows;
}

Bytes SnapshotPass::chunk_of(std::uint32_t part) {
  types::SnapshotChunk chunk;
  for (const Row& row : rows_of(part)) chunk.rows.push_back(row.row);
  return codec::encode(chunk);
}

}  // namespace kula::ledger
