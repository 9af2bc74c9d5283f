#include "ledger/commit_batch.h"

#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "ledger/event_index.h"

namespace kula::ledger {

using storage::Column;
using storage::WriteBatch;

namespace {

void put_block(WriteBatch& batch, const ExecutedBlock& block) {
  const Height height = block.block.header.height;
  Bytes header = codec::encode(block.block.header);
  const Bytes whole = types::encode_block(block.block);
  batch.put(Column::blocks, body_key(height), to_bytes(ByteView(whole).subspan(header.size())));
  batch.put(Column::blocks, header_key(height), std::move(header));
  batch.put(Column::block_ids, to_bytes(block.id.view()), height_key(height));
  batch.put(Column::receipts, height_key(height), codec::encode(block.receipts));
  std::vector<std::pair<types::TransactionId, std::uint32_t>> places;
  places.reserve(block.block.transactions.size());
  for (const auto& transaction : block.block.transactions)
    places.emplace_back(transaction->id(), static_cast<std::uint32_t>(places.size()));
  std::sort(places.begin(), places.end());
  for (const auto& [id, index] : places)
    batch.put(Column::transactions, to_bytes(id.view()), location_value(height, index));
}

void put_state(WriteBatch& batch, const ExecutedBlock& block) {
  const Height height = block.block.header.height;
  for (const auto& [key, value] : block.writes) {
    batch.put(Column::state, state_row_key(key, height), state_row_value(value));
  }
}

void put_tree(WriteBatch& batch, const ExecutedBlock& block) {
  const Height height = block.block.header.height;
  batch.put(Column::tree, height_key(height), codec::encode(block.tree.root));
  for (const auto& [name, page] : block.tree.pages) {
    batch.put(Column::tree, page_key(name), encode_page(page->page));
  }
  if (block.tree.stale.empty()) return;
  std::vector<Bytes> stale;
  stale.reserve(block.tree.stale.size());
  for (const auto& name : block.tree.stale) stale.push_back(page_key(name));
  batch.put(Column::tree_stale, height_key(height), codec::encode(stale));
}

void put_history(WriteBatch& batch, types::HistoryPeaks before, const types::BlockId& id) {
  for (const auto& node : before.append_and_list(id)) {
    batch.put(Column::history, history_key(node.level, node.index), to_bytes(node.hash.view()));
  }
}

}  // namespace

WriteBatch commit_batch(const types::HistoryPeaks& before, const ExecutedBlock& block,
                        const types::FinalityProof* finality, const execution::Processor& processor) {
  const types::BlockHeader& header = block.block.header;
  WriteBatch batch;
  put_block(batch, block);
  if (finality != nullptr)
    batch.put(Column::certificates, height_key(header.height), codec::encode(*finality));
  put_state(batch, block);
  put_tree(batch, block);
  if (finality != nullptr && types::closes_epoch(header)) {
    batch.put(Column::epochs, epoch_key(header.epoch),
              codec::encode(types::EpochClose{header, *finality, block.next_validator_set, std::nullopt}));
  }
  put_history(batch, before, block.id);
  put_event_rows(batch, processor, header.height, header.time, block.receipts);
  batch.put(Column::meta, to_bytes(as_bytes(kMetaTip)),
            codec::encode(TipRecord{header.height, block.id, block.history}));
  return batch;
}

WriteBatch adoption_batch(const types::EpochClose& close) {
  WriteBatch batch;
  batch.put(Column::epochs, epoch_key(close.recovery->recovery.manifest.epoch), codec::encode(close));
  return batch;
}

WriteBatch genesis_batch(const ExecutedBlock& block, const GenesisState& genesis,
                         const execution::Processor& processor) {
  WriteBatch batch = commit_batch({}, block, nullptr, processor);
  batch.put(Column::meta, to_bytes(as_bytes(kMetaFormat)), codec::encode(kFormatVersion));
  batch.put(Column::meta, to_bytes(as_bytes(kMetaChain)), to_bytes(genesis.chain_id.view()));
  batch.put(Column::meta, to_bytes(as_bytes(kMetaGenesis)), genesis.document);
  return batch;
}

}  // namespace kula::ledger
