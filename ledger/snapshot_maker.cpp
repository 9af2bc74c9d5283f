#include "ledger/snapshot_maker.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace kula::ledger {

namespace {

// Key and value, each with its length.
std::size_t bytes_of(ByteView key, ByteView value) { return 8 + key.size() + value.size(); }

}  // namespace

std::optional<SnapshotSource> snapshot_source(const Ledger& ledger, Height height) {
  if (height.value == 0) return std::nullopt;
  auto rows = ledger.rows_at(height);
  const auto header = ledger.header(height);
  auto finality = ledger.finality(height);
  // Any proof under the block's history root holds its peaks.
  auto history = ledger.prove_history(Height{height.value - 1}, height);
  if (!rows || !header || !finality || !history || types::closes_epoch(*header)) return std::nullopt;
  return SnapshotSource{*header, std::move(*finality), std::move(history->peaks), std::move(*rows)};
}

SnapshotMaker::SnapshotMaker(SnapshotSource source, SnapshotSizes sizes)
    : sizes_(sizes), rows_(std::move(source.rows)) {
  manifest_.header = source.header;
  manifest_.finality = std::move(source.finality);
  manifest_.history = std::move(source.history);
}

std::optional<SnapshotMaker::Chunk> SnapshotMaker::step(std::size_t rows) {
  KULA_CHECK(rows > 0, "a step of a snapshot that reads nothing; report this as a bug");
  switch (phase_) {
    case Phase::measure:
      measure(rows);
      break;
    case Phase::collect:
      if (pass_->step(rows)) phase_ = Phase::cut;
      break;
    case Phase::cut:
      return cut_next();
    case Phase::done:
    case Phase::too_large:
      break;
  }
  return std::nullopt;
}

void SnapshotMaker::measure(std::size_t rows) {
  const bool is_measured = rows_.step(rows, [this](ByteView key, ByteView value) {
    total_bytes_ += bytes_of(key, value);
    index_->add(key, rows_.passed());
  });
  if (index_->rows() > sizes_.max_rows || index_->stretches() > kMaxSnapshotStretches) {
    phase_ = Phase::too_large;
  } else if (is_measured) {
    index_->close();
    choose_depth();
    begin_pass();
  }
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

std::uint32_t SnapshotMaker::parts_a_pass() const {
  const std::uint64_t part_bytes = (total_bytes_ >> manifest_.depth) + 1;
  const std::uint64_t fitting = std::max<std::uint64_t>(1, sizes_.buffer_bytes / part_bytes);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(fitting, part_count()));
}

void SnapshotMaker::begin_pass() {
  pass_.reset();
  const auto first = static_cast<std::uint32_t>(manifest_.parts.size());
  if (first == part_count()) return finish();
  pass_.emplace(rows_, manifest_.depth,
                SnapshotPass::Parts{first, std::min(parts_a_pass(), part_count() - first)});
  phase_ = Phase::collect;
}

std::optional<SnapshotMaker::Chunk> SnapshotMaker::cut_next() {
  const auto number = static_cast<std::uint32_t>(manifest_.parts.size());
  auto& part = pass_->part(number);
  std::vector<types::StateLeaf> leaves;
  leaves.reserve(part.rows().size());
  for (const auto& row : part.rows()) leaves.push_back({row.key, types::state_value_hash(row.row.value)});
  manifest_.parts.push_back(types::subtree_of(leaves, manifest_.depth));
  const bool has_rows = !part.rows().empty();
  Bytes bytes = part.chunk();
  if (bytes.size() > types::kMaxSnapshotChunkBytes) {
    phase_ = Phase::too_large;
    return std::nullopt;
  }
  if (!pass_->parts().contains(number + 1)) begin_pass();
  return has_rows ? std::optional(Chunk{number, std::move(bytes)}) : std::nullopt;
}

void SnapshotMaker::finish() {
  KULA_CHECK(types::root_of(manifest_.parts) == manifest_.header.state_root,
             "the rows of the state do not make its root; run `kulad tool repair --data-dir DIR`");
  phase_ = Phase::done;
}

}  // namespace kula::ledger
