#include "ledger/snapshot_pass.h"

#include "ledger/base/check.h"

namespace kula::ledger {

SnapshotPass::SnapshotPass(SteppedScan rows, std::uint8_t depth, Parts parts)
    : rows_(std::move(rows)), depth_(depth), parts_(parts), gathered_(parts.count) {}

bool SnapshotPass::step(std::size_t rows) {
  if (is_done_) return true;
  return is_done_ = rows_.step(rows, [this](ByteView key, ByteView value) {
    const auto hash = types::hash_of_key(key);
    const auto part = types::part_of(hash, depth_);
    if (!parts_.contains(part)) return;
    gathered_[part - parts_.first].add(hash, key, value);
  });
}

SnapshotPart& SnapshotPass::part(std::uint32_t number) {
  KULA_CHECK(is_done_ && parts_.contains(number), "a part of a snapshot was not read; report this as a bug");
  return gathered_[number - parts_.first];
}

}  // namespace kula::ledger
