#include "ledger/snapshot_maker.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"

namespace kula::ledger {

namespace {

// Key and value, each with its length.
std::size_t bytes_of(ByteView key, ByteView value) { return 8 + key.size() + value.size(); }

}  // namespace

std::optional<SnapshotSource> snapshot_source(const Ledger& ledger, Height height) {
  if (height.value == 0) return std::nullopt;
  auto state = ledger.state_at(height);
  const auto header = ledger.header(height);
  auto finality = ledger.finality(height);
  // Any proof under the block's history root holds its peaks.
  auto history = ledger.prove_history(Height{height.value - 1}, height);
  if (!state || !header || !finality || !history || types::closes_epoch(*header)) return std::nullopt;
  return SnapshotSource{*header, std::move(*finality), std::move(history->peaks), std::move(*state)};
}

SnapshotMaker::SnapshotMaker(SnapshotSource source, SnapshotSizes sizes)
    : sizes_(sizes), state_(std::move(source.state)) {
  manifest_.header = std::move(source.header);
  manifest_.finality = std::move(source.finality);
  manifest_.history = std::move(source.history);
}

template <class Visit>
bool SnapshotMaker::scan(std::size_t rows, const Visit& visit) {
  bool at_end = true;
  state_->scan({}, position_, [&](ByteView key, ByteView value) {
    if (rows-- == 0) {
      position_ = to_bytes(key);
      return at_end = false;
    }
    visit(key, value);
    return true;
  });
  if (at_end) position_.clear();
  return at_end;
}

std::optional<SnapshotMaker::Chunk> SnapshotMaker::step(std::size_t rows) {
  KULA_CHECK(rows > 0, "a step of a snapshot that reads nothing; report this as a bug");
  switch (phase_) {
    case Phase::measure:
      if (scan(rows, [&](ByteView key, ByteView value) { total_bytes_ += bytes_of(key, value); })) {
        choose_depth();
        begin_pass();
      }
      break;
    case Phase::collect: {
      const bool at_end = scan(rows, [&](ByteView key, ByteView value) {
        const auto hash = types::hash_of_key(key);
        const std::uint32_t part = types::part_of(hash, manifest_.depth);
        if (part < first_ || part - first_ >= collected_.size()) return;
        collected_[part - first_].push_back({hash, {to_bytes(key), to_bytes(value)}});
      });
      if (at_end) phase_ = Phase::cut;
      break;
    }
    case Phase::cut:
      return cut_next();
    case Phase::done:
    case Phase::too_large:
      break;
  }
  return std::nullopt;
}

void SnapshotMaker::choose_depth() {
  // The version of a tree page in a filled store is at most the height: types::find_fault.
  const auto fits = [&](std::uint8_t depth) {
    return depth <= types::kMaxSnapshotDepth && std::uint64_t{1} << depth <= manifest_.header.height.value;
  };
  while (total_bytes_ >> manifest_.depth > sizes_.chunk_bytes &&
         fits(static_cast<std::uint8_t>(manifest_.depth + 1))) {
    ++manifest_.depth;
  }
  manifest_.parts.reserve(part_count());
}

void SnapshotMaker::begin_pass() {
  first_ = static_cast<std::uint32_t>(manifest_.parts.size());
  cut_ = 0;
  collected_.clear();
  if (first_ == part_count()) return finish();
  const std::uint64_t part_bytes = (total_bytes_ >> manifest_.depth) + 1;
  const std::uint64_t fitting = std::max<std::uint64_t>(1, sizes_.buffer_bytes / part_bytes);
  collected_.resize(std::min<std::uint64_t>(fitting, part_count() - first_));
  phase_ = Phase::collect;
}

std::optional<SnapshotMaker::Chunk> SnapshotMaker::cut_next() {
  auto rows = std::move(collected_[cut_++]);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  std::vector<types::StateLeaf> leaves;
  types::SnapshotChunk chunk;
  leaves.reserve(rows.size());
  chunk.rows.reserve(rows.size());
  for (Row& row : rows) {
    leaves.push_back({row.key, types::state_value_hash(row.row.value)});
    chunk.rows.push_back(std::move(row.row));
  }
  const auto part = static_cast<std::uint32_t>(manifest_.parts.size());
  manifest_.parts.push_back(types::subtree_of(leaves, manifest_.depth));
  Bytes bytes = codec::encode(chunk);
  if (bytes.size() > types::kMaxSnapshotChunkBytes) {
    phase_ = Phase::too_large;
    return std::nullopt;
  }
  if (cut_ == collected_.size()) begin_pass();
  return chunk.rows.empty() ? std::nullopt : std::optional(Chunk{part, std::move(bytes)});
}

void SnapshotMaker::finish() {
  KULA_CHECK(types::root_of(manifest_.parts) == manifest_.header.state_root,
             "the rows of the state do not make its root; run `kulad tool repair --data-dir DIR`");
  phase_ = Phase::done;
}

}  // namespace kula::ledger
