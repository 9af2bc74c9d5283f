#include "ledger/base/check.h"
#include "ledger/ledger_store.h"
#include "ledger/stepped_scan.h"

namespace kula::ledger {

using storage::Column;

std::unique_ptr<state::StateView> StoreLedger::state_after(const types::BlockId& id) const {
  const auto branch = branch_to(id);
  return branch ? state_of(*branch) : nullptr;
}

Expected<std::unique_ptr<state::StateView>, HistoryError> StoreLedger::state_at(Height height) const {
  if (height > tip_.header.height) return fail(HistoryError::height_not_reached);
  if (height < first_) return fail(HistoryError::history_unavailable);
  return std::make_unique<VersionedState>(store_, height);
}

Expected<SteppedScan, HistoryError> StoreLedger::rows_at(Height height) const {
  if (height > tip_.header.height) return fail(HistoryError::height_not_reached);
  if (height < first_) return fail(HistoryError::history_unavailable);
  return SteppedScan(store_, height);
}

Expected<ProvenRow, HistoryError> StoreLedger::prove(Height height, const state::StateKey& key) const {
  KULA_CHECK(key.size() >= types::kTableBytes,
             "a proof was asked for a key without a table; report this as a bug");
  if (height > tip_.header.height) return fail(HistoryError::height_not_reached);
  if (height < first_) return fail(HistoryError::history_unavailable);
  const auto block_header = header(height);
  const auto root = read_tree_root(store_, height);
  KULA_CHECK(
      block_header && root && root->hash == block_header->state_root,
      "the state root of a block does not agree with its tree; run `kulad tool repair --data-dir DIR`");

  auto lookup = state::prove_in_tree(pages_, *root, types::hash_of_key(key));
  ProvenRow row{VersionedState(store_, height).get(key), std::move(lookup.proof), *block_header,
                finality(height).value_or(types::FinalityProof{})};
  const bool agrees =
      row.value ? lookup.value_hash == types::state_value_hash(*row.value) : !lookup.value_hash.has_value();
  KULA_CHECK(agrees,
             "a state row does not agree with the state tree; run `kulad tool repair --data-dir DIR`");
  return row;
}

std::optional<types::BlockHeader> StoreLedger::header(Height height) const {
  if (height == tip_.header.height) return tip_.header;
  return is_committed(height) ? read_header(store_, height) : std::nullopt;
}

std::optional<types::Block> StoreLedger::block(Height height) const {
  return is_committed(height) ? read_block(store_, height) : std::nullopt;
}

std::optional<types::BlockReceipts> StoreLedger::receipts(Height height) const {
  return is_committed(height) ? read_receipts(store_, height) : std::nullopt;
}

std::optional<types::FinalityProof> StoreLedger::finality(Height height) const {
  return is_committed(height) ? read_finality(store_, height) : std::nullopt;
}

std::optional<Height> StoreLedger::height_of(const types::BlockId& id) const {
  const auto bytes = store_.get(Column::block_ids, id.view());
  const auto height = bytes ? height_of_key(*bytes) : std::nullopt;
  return height && is_committed(*height) ? height : std::nullopt;
}

std::optional<TransactionLocation> StoreLedger::find(const types::TransactionId& id) const {
  const auto bytes = store_.get(Column::transactions, id.view());
  if (!bytes) return std::nullopt;
  const auto location = read_location(*bytes);
  return location && is_committed(location->height) ? location : std::nullopt;
}

std::optional<types::EpochClose> StoreLedger::epoch_close(types::Epoch epoch) const {
  auto close = read_epoch_close(store_, epoch);
  return close && is_committed(close->header.height) ? std::move(close) : std::nullopt;
}

std::optional<types::HistoryProof> StoreLedger::prove_history(Height height, Height under) const {
  if (height >= under || under > tip_.header.height || under < first_) return std::nullopt;
  const auto peaks = read_history_peaks(store_, under.value);
  KULA_CHECK(peaks.has_value(), "a node of the history is missing; run `kulad tool repair --data-dir DIR`");
  const types::HistoryNodes nodes = [](const void* store, std::uint8_t level, std::uint64_t index) {
    return read_history_node(*static_cast<const storage::KeyValueStore*>(store), level, index);
  };
  return types::prove_in_history(*peaks, height.value, nodes, &store_);
}

std::unique_ptr<execution::EventIndex> StoreLedger::events_at(Height height) const {
  return std::make_unique<StoreEventIndex>(store_, height);
}

}  // namespace kula::ledger
