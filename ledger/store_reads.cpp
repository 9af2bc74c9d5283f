#include "ledger/store_reads.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"

namespace kula::ledger {

using storage::Column;
using storage::KeyValueStore;

namespace {

template <class T>
std::optional<T> read_record(const KeyValueStore& store, Column column, const Bytes& key) {
  const auto bytes = store.get(column, key);
  if (!bytes) return std::nullopt;
  auto record = codec::decode<T>(*bytes);
  KULA_CHECK(record.has_value(),
             "a record in the data directory cannot be read; run `kulad tool repair --data-dir DIR`");
  return std::move(*record);
}

}  // namespace

state::PagePointer StorePages::read(const state::PageName& name) const {
  const auto bytes = store_.get(Column::tree, page_key(name));
  KULA_CHECK(bytes.has_value(),
             "a page of the state tree is missing; run `kulad tool repair --data-dir DIR`");
  const auto page = state::decode_page(*bytes);
  KULA_CHECK(page.has_value(),
             "a page of the state tree cannot be read; run `kulad tool repair --data-dir DIR`");
  return std::make_shared<state::HashedPage>(*page);
}

std::optional<types::BlockHeader> read_header(const KeyValueStore& store, Height height) {
  return read_record<types::BlockHeader>(store, Column::blocks, header_key(height));
}

std::optional<Bytes> read_block_bytes(const KeyValueStore& store, Height height) {
  auto bytes = store.get(Column::blocks, header_key(height));
  const auto body = store.get(Column::blocks, body_key(height));
  if (!bytes || !body) return std::nullopt;
  append(*bytes, *body);
  return bytes;
}

std::optional<types::Block> read_block(const KeyValueStore& store, Height height) {
  const auto bytes = read_block_bytes(store, height);
  if (!bytes) return std::nullopt;
  auto block = types::decode_block(*bytes);
  KULA_CHECK(block.has_value(),
             "a block in the data directory cannot be read; run `kulad tool repair --data-dir DIR`");
  return std::move(*block);
}

std::optional<types::BlockReceipts> read_receipts(const KeyValueStore& store, Height height) {
  return read_record<types::BlockReceipts>(store, Column::receipts, height_key(height));
}

std::optional<types::FinalityProof> read_finality(const KeyValueStore& store, Height height) {
  return read_record<types::FinalityProof>(store, Column::certificates, height_key(height));
}

std::optional<state::TreeRoot> read_tree_root(const KeyValueStore& store, Height height) {
  return read_record<state::TreeRoot>(store, Column::tree, height_key(height));
}

std::optional<StartRecord> read_start_record(const KeyValueStore& store) {
  return read_record<StartRecord>(store, Column::meta, to_bytes(as_bytes(kMetaStart)));
}

std::optional<types::EpochClose> read_epoch_close(const KeyValueStore& store, types::Epoch epoch) {
  return read_record<types::EpochClose>(store, Column::epochs, epoch_key(epoch));
}

std::optional<Hash> read_history_node(const KeyValueStore& store, std::uint8_t level, std::uint64_t index) {
  const auto bytes = store.get(Column::history, history_key(level, index));
  return bytes ? Hash::from_view(*bytes) : std::nullopt;
}

std::optional<types::HistoryPeaks> read_history_peaks(const KeyValueStore& store, std::uint64_t count) {
  types::HistoryPeaks peaks{count, {}};
  std::uint64_t before = 0;
  for (std::uint8_t level = 64; level-- > 0;) {
    const std::uint64_t width = std::uint64_t{1} << level;
    if ((count & width) == 0) continue;
    const auto peak = read_history_node(store, level, before >> level);
    if (!peak) return std::nullopt;
    peaks.peaks.push_back(*peak);
    before += width;
  }
  return peaks;
}

}  // namespace kula::ledger
