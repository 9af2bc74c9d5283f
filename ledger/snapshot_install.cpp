#include "ledger/snapshot_install.h"

#include "ledger/base/check.h"
#include "ledger/store_reads.h"

namespace kula::ledger {

using storage::Column;
using storage::StoreError;

SnapshotInstaller::SnapshotInstaller(storage::KeyValueStore& store, types::SnapshotManifest manifest,
                                     std::vector<types::EpochClose> closes)
    : store_(store), manifest_(std::move(manifest)), closes_(std::move(closes)) {
  for (const types::Subtree& part : manifest_.parts) {
    missing_.push_back(!part.is_empty());
    missing_count_ += part.is_empty() ? 0 : 1;
  }
  const std::uint64_t height = manifest_.header.height.value;
  KULA_CHECK(height >= missing_.size(),
             "a snapshot has more chunks than blocks before it; report this as a bug");
  version_ = height - missing_.size();
}

Expected<void, StoreError> SnapshotInstaller::begin() { return begin_filling(store_); }

Expected<void, StoreError> SnapshotInstaller::add(std::uint32_t part, const types::SnapshotChunk& chunk) {
  KULA_CHECK(missing_[part], "a chunk of a snapshot was added twice; report this as a bug");
  storage::WriteBatch batch;
  state::TreeChanges changes;
  changes.reserve(chunk.rows.size());
  for (const types::SnapshotRow& row : chunk.rows) {
    changes.push_back({types::hash_of_key(row.key), types::state_value_hash(row.value)});
    batch.put(Column::state, state_row_key(row.key, manifest_.header.height), state_row_value(row.value));
  }
  const auto update = state::update_tree(StorePages(store_), tree_, ++version_, changes);
  for (const auto& [name, page] : update.pages) {
    batch.put(Column::tree, page_key(name), encode_page(page->page));
  }
  // Nothing refers to the tree before: a snapshot is one state.
  for (const auto& name : update.stale) batch.erase(Column::tree, page_key(name));
  if (auto written = store_.write(batch); !written) return written;
  tree_ = update.root;
  missing_[part] = false;
  --missing_count_;
  return {};
}

Expected<void, StoreError> SnapshotInstaller::finish(const GenesisState& genesis,
                                                     const types::BlockId& genesis_block) {
  const types::BlockHeader& header = manifest_.header;
  KULA_CHECK(missing_count_ == 0 && tree_.hash == header.state_root,
             "verified chunks do not make the state that they were verified against; report this as a bug");
  const ChainStart start{
      header, manifest_.finality, {header.height.value, manifest_.history}, tree_, closes_};
  storage::WriteBatch batch = start_batch(start, genesis, genesis_block);
  batch.erase(Column::meta, to_bytes(as_bytes(kMetaFilling)));
  return store_.write(batch);
}

}  // namespace kula::ledger
