#include "node/engine/snapshot_keeper.h"

#include <algorithm>

#include "node/engine/limits.h"

namespace kula::engine {

void SnapshotKeeper::work(const Now& now) {
  if (interval_ == 0) return;
  if (!maker_) return begin(now);
  if (now.steady_ms < next_step_ms_) return;
  next_step_ms_ = now.steady_ms + kSnapshotStepMs;
  static_cast<void>(maker_->step(kSnapshotStepRows));  // chunks are read again when they are asked for
  if (maker_->is_too_large()) {
    log_.write(LogLevel::warning, "there is no snapshot at height " + std::to_string(looked_at_) +
                                      ": its rows are too large for a chunk, or too many");
    maker_.reset();
  } else if (maker_->is_done()) {
    keep();
  }
}

void SnapshotKeeper::begin(const Now& now) {
  const auto tip = ledger_.tip().height;
  const auto multiple = tip.value - tip.value % interval_;
  if (multiple <= looked_at_) return;
  Height height{multiple};
  auto header = ledger_.header(height);
  // Nobody can begin with the end of an epoch (ledger/types/README.md).
  while (header && types::closes_epoch(*header)) {
    height = next(height);
    if (height > tip) return;  // once that block is here
    header = ledger_.header(height);
  }
  looked_at_ = multiple;
  auto source = ledger::snapshot_source(ledger_, height);
  if (!source) return;  // at or below the height that this chain began with
  maker_.emplace(std::move(*source), sizes_);
  next_step_ms_ = now.steady_ms + kSnapshotStepMs;
}

void SnapshotKeeper::keep() {
  const auto& manifest = maker_->manifest();
  const auto chunks = std::count_if(manifest.parts.begin(), manifest.parts.end(),
                                    [](const types::Subtree& part) { return !part.is_empty(); });
  log_.write(LogLevel::info, "serves a snapshot at height " + manifest.header.height.text() + ": " +
                                 std::to_string(chunks) + " chunks");
  kept_.push_back(
      std::make_shared<const Kept>(Kept{types::id_of(manifest.header), manifest, maker_->index()}));
  if (kept_.size() > kSnapshotsKept) kept_.pop_front();
  maker_.reset();
}

std::optional<std::uint64_t> SnapshotKeeper::due_ms() const {
  return maker_ ? std::optional(next_step_ms_) : std::nullopt;
}

std::shared_ptr<const SnapshotKeeper::Kept> SnapshotKeeper::newest() const {
  return kept_.empty() ? nullptr : kept_.back();
}

std::shared_ptr<const SnapshotKeeper::Kept> SnapshotKeeper::find(const types::BlockId& id) const {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) { return kept->id == id; });
  return found == kept_.end() ? nullptr : *found;
}

}  // namespace kula::engine
