#include "ledger/chain_start.h"

#include "ledger/codec/binary.h"
#include "ledger/limits.h"
#include "ledger/store_reads.h"

namespace kula::ledger {

using storage::Column;
using storage::KeyValueStore;
using storage::StoreError;
using storage::WriteBatch;

namespace {

void put_meta(WriteBatch& batch, std::string_view name, Bytes value) {
  batch.put(Column::meta, to_bytes(as_bytes(name)), std::move(value));
}

// The peaks, under the places where a chain that had all its blocks keeps them.
void put_peaks(WriteBatch& batch, const types::HistoryPeaks& history) {
  std::uint64_t before = 0;
  std::size_t next = 0;
  for (std::uint8_t level = 64; level-- > 0;) {
    const std::uint64_t width = std::uint64_t{1} << level;
    if ((history.count & width) == 0) continue;
    batch.put(Column::history, history_key(level, before >> level), to_bytes(history.peaks[next++].view()));
    before += width;
  }
}

Expected<void, StoreError> erase_all(KeyValueStore& store, Column column) {
  Bytes first;  // behind what is erased: reading over it again for every batch would take very long
  while (true) {
    WriteBatch batch;
    store.scan(column, first, {}, [&](ByteView key, ByteView) {
      if (column != Column::meta || as_text(key) != kMetaFilling) batch.erase(column, to_bytes(key));
      return batch.entries().size() < kMaxErasedRows;
    });
    if (batch.entries().empty()) return {};
    first = batch.entries().back().key;
    first.push_back(0);
    if (auto written = store.write(batch); !written) return written;
  }
}

}  // namespace

std::optional<types::TrustedSet> trusted_after(const ExecutedBlock& genesis,
                                               const std::vector<types::EpochClose>& closes,
                                               const execution::Processor& processor) {
  const ProvenRowsJudge judge(processor);
  auto trusted = types::trusted_from(genesis.block.header, genesis.next_validator_set);
  for (const types::EpochClose& close : closes) {
    if (!types::advance(trusted, close, &judge)) return std::nullopt;
  }
  return trusted;
}

bool is_believed(const ChainStart& start, const ExecutedBlock& genesis,
                 const execution::Processor& processor) {
  const auto trusted = trusted_after(genesis, start.closes, processor);
  return trusted && start.before.count == start.header.height.value &&
         start.before.root() == start.header.history_root && start.tree.hash == start.header.state_root &&
         types::is_final_under(*trusted, start.header, start.finality);
}

WriteBatch start_batch(const ChainStart& start, const GenesisState& genesis,
                       const types::BlockId& genesis_block) {
  const Height height = start.header.height;
  const types::BlockId id = types::id_of(start.header);
  WriteBatch batch;
  batch.put(Column::blocks, header_key(height), codec::encode(start.header));
  batch.put(Column::block_ids, to_bytes(id.view()), height_key(height));
  batch.put(Column::certificates, height_key(height), codec::encode(start.finality));
  batch.put(Column::tree, height_key(height), codec::encode(start.tree));
  for (const types::EpochClose& close : start.closes) {
    batch.put(Column::epochs, epoch_key(close.header.epoch), codec::encode(close));
  }
  types::HistoryPeaks history = start.before;
  put_peaks(batch, history);
  for (const auto& node : history.append_and_list(id)) {
    batch.put(Column::history, history_key(node.level, node.index), to_bytes(node.hash.view()));
  }
  put_meta(batch, kMetaFormat, codec::encode(kFormatVersion));
  put_meta(batch, kMetaChain, to_bytes(genesis.chain_id.view()));
  put_meta(batch, kMetaGenesis, genesis.document);
  put_meta(batch, kMetaStart, codec::encode(StartRecord{height, genesis_block}));
  put_meta(batch, kMetaTip, codec::encode(TipRecord{height, id, std::move(history)}));
  return batch;
}

std::optional<Height> read_start_height(const KeyValueStore& store) {
  const auto record = read_start_record(store);
  return record ? std::optional(record->height) : std::nullopt;
}

std::optional<ChainStart> read_start(const KeyValueStore& store, Height height) {
  const auto header =
      codec::decode<types::BlockHeader>(store.get(Column::blocks, header_key(height)).value_or(Bytes{}));
  const auto finality = codec::decode<types::FinalityProof>(
      store.get(Column::certificates, height_key(height)).value_or(Bytes{}));
  const auto tree =
      codec::decode<state::TreeRoot>(store.get(Column::tree, height_key(height)).value_or(Bytes{}));
  auto before = read_history_peaks(store, height.value);
  if (!header || !finality || !tree || !before) return std::nullopt;
  ChainStart start{*header, *finality, std::move(*before), *tree, {}};
  for (types::Epoch epoch; epoch < header->epoch; ++epoch.value) {
    auto close =
        codec::decode<types::EpochClose>(store.get(Column::epochs, epoch_key(epoch)).value_or(Bytes{}));
    if (!close) return std::nullopt;
    start.closes.push_back(std::move(*close));
  }
  return start;
}

bool is_unfinished(const KeyValueStore& store) {
  return store.get(Column::meta, as_bytes(kMetaFilling)).has_value();
}

Expected<void, StoreError> begin_filling(KeyValueStore& store) {
  WriteBatch mark;
  put_meta(mark, kMetaFilling, {});
  if (auto written = store.write(mark); !written) return written;
  for (std::uint8_t column = 0; column < storage::kColumnCount; ++column) {
    if (auto erased = erase_all(store, static_cast<Column>(column)); !erased) return erased;
  }
  return {};
}

Expected<void, StoreError> clear_unfinished(KeyValueStore& store) {
  if (!is_unfinished(store)) return {};
  if (auto erased = begin_filling(store); !erased) return erased;
  WriteBatch batch;
  batch.erase(Column::meta, to_bytes(as_bytes(kMetaFilling)));
  return store.write(batch);
}

}  // namespace kula::ledger
