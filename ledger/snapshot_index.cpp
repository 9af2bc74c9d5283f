#include "ledger/snapshot_index.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/limits.h"

namespace kula::ledger {

SnapshotIndex::SnapshotIndex() : finest_(std::size_t{1} << types::kMaxSnapshotDepth) {}

void SnapshotIndex::add(ByteView key, std::uint64_t passed) {
  const bool is_full = stretches_.empty() || stretches_.back().rows == kStretchRows ||
                       passed - passed_before_ >= kStretchPassed;
  if (is_full) {
    stretches_.push_back({to_bytes(key)});
    passed_before_ = passed;
  }
  ++stretches_.back().rows;
  ++rows_;
  auto& stretches = finest_[types::part_of(types::hash_of_key(key), types::kMaxSnapshotDepth)];
  const auto number = static_cast<std::uint32_t>(stretches_.size() - 1);
  if (stretches.empty() || stretches.back() != number) stretches.push_back(number);
}

std::vector<std::uint32_t> SnapshotIndex::stretches_of(std::uint32_t part, std::uint8_t depth) const {
  const unsigned finer = types::kMaxSnapshotDepth - depth;
  std::vector<std::uint32_t> found;
  for (auto i = std::size_t{part} << finer; i < (std::size_t{part} + 1) << finer; ++i)
    found.insert(found.end(), finest_[i].begin(), finest_[i].end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void SnapshotIndex::close() {
  stretches_.shrink_to_fit();
  for (auto& stretches : finest_) stretches.shrink_to_fit();
}

SnapshotPartReading::SnapshotPartReading(SteppedScan rows, const SnapshotIndex& index, std::uint8_t depth,
                                         std::uint32_t part)
    : rows_(std::move(rows)),
      index_(index),
      depth_(depth),
      part_(part),
      stretches_(index.stretches_of(part, depth)) {}

bool SnapshotPartReading::step(std::size_t rows) {
  const auto limit = rows_.passed() + rows;
  while (next_ < stretches_.size() && rows_.passed() < limit)
    read(index_.stretch(stretches_[next_]), limit - rows_.passed());
  return next_ == stretches_.size();
}

void SnapshotPartReading::read(const SnapshotIndex::Stretch& stretch, std::size_t rows) {
  if (left_ == 0) {
    rows_.go_to(stretch.first);
    left_ = stretch.rows;
  }
  const bool has_ended = rows_.step_while(rows, [&](ByteView key, ByteView value) {
    const auto hash = types::hash_of_key(key);
    if (types::part_of(hash, depth_) == part_) gathered_.add(hash, key, value);
    return --left_ > 0;
  });
  KULA_CHECK(!has_ended || left_ == 0,
             "rows of a snapshot are missing; run `kulad tool repair --data-dir DIR`");
  if (left_ == 0) ++next_;
}

}  // namespace kula::ledger
