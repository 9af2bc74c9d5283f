#include "ledger/replay.h"

#include "ledger/block_builder.h"
#include "ledger/chain_start.h"
#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "ledger/commit_batch.h"
#include "ledger/memory_state.h"
#include "ledger/store_reads.h"
#include "ledger/stored_tree.h"

namespace kula::ledger {

using storage::Column;

namespace {

ReplayPart part_of(BlockError error) {
  switch (error) {
    case BlockError::wrong_transaction_root:
      return ReplayPart::transaction_root;
    case BlockError::wrong_receipt_root:
      return ReplayPart::receipt_root;
    case BlockError::wrong_state_root:
      return ReplayPart::state_root;
    case BlockError::wrong_history_root:
      return ReplayPart::history_root;
    case BlockError::bad_transaction:
      return ReplayPart::transaction;
    case BlockError::unknown_parent:
    case BlockError::unknown_recovery:
    case BlockError::bad_header:
      return ReplayPart::header;
  }
  return ReplayPart::header;
}

class Replay {
 public:
  Replay(const storage::KeyValueStore& store, const execution::Processor& processor,
         const execution::SignatureCheck& is_signed)
      : store_(store), processor_(processor), is_signed_(is_signed) {}

  Expected<ReplayReport, ReplayDifference> run(const GenesisState& genesis, const ReplayProgress& progress) {
    if (auto found = begin(genesis)) return fail(std::move(*found));
    while (end_.header.height < last_) {
      if (auto found = next_block()) return fail(std::move(*found));
      progress(end_.header.height, last_);
    }
    if (auto found = adopted_on_tip()) return fail(std::move(*found));
    if (auto found = find_extra_rows()) return fail(std::move(*found));
    report_.tip = end_.header;
    report_.tip_id = end_.id;
    return report_;
  }

 private:
  using Difference = std::optional<ReplayDifference>;

  Difference begin(const GenesisState& genesis) {
    const ExecutedBlock first = build_genesis(processor_, genesis);
    const auto tip = codec::decode<TipRecord>(store_.get(Column::meta, as_bytes(kMetaTip)).value_or(Bytes{}));
    if (!tip) return differs(Height{0}, ReplayPart::genesis, "the store has no readable tip");
    last_ = tip->height;
    if (const auto start = read_start_height(store_)) return begin_at(*start, genesis, first);
    // Said apart from other rows: a different genesis explains everything that follows.
    if (store_.get(Column::blocks, header_key(Height{0})) != codec::encode(first.block.header)) {
      return differs(Height{0}, ReplayPart::genesis, "block 0 is not what the genesis document makes");
    }
    if (auto found = compare_rows(genesis_batch(first, genesis, processor_), Height{0})) return found;
    advance(first);
    return std::nullopt;
  }

  // A store that was filled from a snapshot: its first state is believed because of the finality proof that
  // leads to the genesis, and compared with that proof's state root, row by row and page by page.
  Difference begin_at(Height height, const GenesisState& genesis, const ExecutedBlock& first) {
    const auto start = read_start(store_, height);
    if (!start || start->header.height != height) {
      return differs(height, ReplayPart::block, "the first block's header or what proves it is missing");
    }
    if (!is_believed(*start, first, processor_)) {
      return differs(height, ReplayPart::certificate,
                     "the first block's finality proof does not lead to the genesis");
    }
    if (auto found = compare_rows(start_batch(*start, genesis, first.id), height)) return found;
    auto stored = read_stored_state(store_, height, start->tree);
    if (!stored) return differs(height, ReplayPart::state_root, std::move(stored.error()));
    rows_[static_cast<std::size_t>(Column::state)] += stored->writes.size();
    rows_[static_cast<std::size_t>(Column::tree)] += stored->tree.pages.size();
    report_.rows += stored->writes.size() + stored->tree.pages.size();
    report_.first = height;
    state_.apply(stored->writes, stored->tree);
    end_ = {start->header, types::id_of(start->header), start->tree, start->before,
            processor_.validator_set(state_)};
    end_.history.append(end_.id);
    if (end_.validators.hash() != end_.header.next_validator_set) {
      return differs(height, ReplayPart::header, "its state has other validators than it says");
    }
    return std::nullopt;
  }

  Difference next_block() {
    const Height height = next(end_.header.height);
    const auto bytes = read_block_bytes(store_, height);
    if (!bytes) return differs(height, ReplayPart::block, "the block is missing");
    const auto block = types::decode_block(*bytes);
    if (!block) {
      const bool other_root = block.error() == types::BlockDecodeError::wrong_transaction_root;
      return differs(height, other_root ? ReplayPart::transaction_root : ReplayPart::block,
                     "the block's bytes are not those of a block with its header");
    }
    if (block->header.height != height || block->header.parent != end_.id) {
      return differs(height, ReplayPart::block, "the block is not a child of the one before");
    }
    const auto proof = codec::decode<types::FinalityProof>(
        store_.get(Column::certificates, height_key(height)).value_or(Bytes{}));
    if (block->recovery) {
      if (auto found = adopt(*block->recovery)) return found;
    }
    if (!proof || !types::verify(*proof, block->header, end_.validators)) {
      return differs(height, ReplayPart::certificate, "no finality proof signed by the epoch's validators");
    }
    return execute(*block, *proof);
  }

  // R21: judged again, and its row made again.
  Difference adopt(const types::SignedRecovery& recovery) {
    const types::BlockHeader& last = end_.header;
    const auto finality = codec::decode<types::FinalityProof>(
        store_.get(Column::certificates, height_key(last.height)).value_or(Bytes{}));
    const auto close = close_by_recovery(recovery, last, finality.value_or(types::FinalityProof{}), state_,
                                         state_, end_.tree, processor_);
    if (!close) {
      return differs(last.height, ReplayPart::recovery,
                     "the recovery after it does not hold: " + text_of(close.error()));
    }
    end_ = recovered(std::move(end_), recovery);
    return compare_rows(adoption_batch(*close), last.height);
  }

  // Adopted, and no block stands on it yet.
  Difference adopted_on_tip() {
    const auto bytes = store_.get(Column::epochs, epoch_key(end_.epoch()));
    if (!bytes) return std::nullopt;
    const auto close = codec::decode<types::EpochClose>(*bytes);
    if (!close || !close->recovery)
      return differs(last_, ReplayPart::recovery, "the epoch after the tip has an end that nothing made");
    return adopt(close->recovery->recovery);
  }

  Difference execute(const types::Block& block, const types::FinalityProof& proof) {
    const types::BlockHeader& given = block.header;
    if (const auto fault = fault_before_execution(end_, given)) return differs(given, *fault);
    if (is_oversized(end_, block.transactions)) return differs(given, BlockError::bad_transaction);
    auto result = execution::execute_block(processor_, state_, end_.context(given.time), block.transactions,
                                           is_signed_);
    if (!result) {
      return differs(given.height, ReplayPart::transaction,
                     "transaction " + std::to_string(result.error().index) + ": " +
                         std::string(to_string(result.error().fault)));
    }
    const ProposalSeed seed{given.epoch, given.view, given.proposer, given.time};
    const ExecutedBlock built = build_block(end_, state_, seed, block.transactions, std::move(*result));
    if (const auto fault = difference(given, built.block.header)) return differs(given, *fault);
    if (auto found = compare_rows(commit_batch(end_.history, built, &proof, processor_), given.height)) {
      return found;
    }
    report_.transactions += block.transactions.size();
    advance(built);
    return std::nullopt;
  }

  void advance(const ExecutedBlock& block) {
    state_.apply(block.writes, block.tree);
    end_ = end_after(block);
  }

  // Rows are written once and never changed, except for the tip's, which the last block writes.
  Difference compare_rows(const storage::WriteBatch& batch, Height height) {
    std::array<std::vector<Bytes>, storage::kColumnCount> keys;
    std::array<std::vector<const Bytes*>, storage::kColumnCount> values;
    for (const auto& entry : batch.entries()) {
      const auto column = static_cast<std::size_t>(entry.column);
      const bool is_tip = entry.column == Column::meta && as_text(entry.key) == kMetaTip;
      if (is_tip && height != last_) continue;
      keys[column].push_back(entry.key);
      values[column].push_back(&*entry.value);
    }
    for (std::size_t column = 0; column < storage::kColumnCount; ++column) {
      const auto stored = store_.multi_get(static_cast<Column>(column), keys[column]);
      for (std::size_t i = 0; i < stored.size(); ++i) {
        if (stored[i] && *stored[i] == *values[column][i]) continue;
        return differs(height, ReplayPart::row,
                       "column " + std::to_string(column) + ", key " + to_hex(keys[column][i]) +
                           (stored[i] ? " has another value" : " is missing"));
      }
      rows_[column] += stored.size();
      report_.rows += stored.size();
    }
    return std::nullopt;
  }

  Difference find_extra_rows() {
    for (std::size_t column = 0; column < storage::kColumnCount; ++column) {
      std::uint64_t stored = 0;
      store_.scan(static_cast<Column>(column), {}, {}, [&](ByteView, ByteView) {
        ++stored;
        return true;
      });
      if (stored == rows_[column]) continue;
      return differs(last_, ReplayPart::extra_rows,
                     "column " + std::to_string(column) + " has " + std::to_string(stored) +
                         " rows, and the chain wrote " + std::to_string(rows_[column]));
    }
    return std::nullopt;
  }

  static ReplayDifference differs(Height height, ReplayPart part, std::string detail) {
    return {height, part, std::move(detail)};
  }
  static ReplayDifference differs(const types::BlockHeader& header, BlockError error) {
    return {header.height, part_of(error), "execution answers " + std::string(to_string(error))};
  }

  const storage::KeyValueStore& store_;
  const execution::Processor& processor_;
  const execution::SignatureCheck& is_signed_;
  MemoryState state_;
  ChainEnd end_;
  Height last_;
  std::array<std::uint64_t, storage::kColumnCount> rows_{};  // compared and equal
  ReplayReport report_;
};

}  // namespace

std::string_view to_string(ReplayPart part) {
  switch (part) {
    case ReplayPart::genesis:
      return "genesis";
    case ReplayPart::block:
      return "block";
    case ReplayPart::certificate:
      return "certificate";
    case ReplayPart::header:
      return "header";
    case ReplayPart::transaction_root:
      return "transaction root";
    case ReplayPart::transaction:
      return "transaction";
    case ReplayPart::receipt_root:
      return "receipt root";
    case ReplayPart::state_root:
      return "state root";
    case ReplayPart::history_root:
      return "history root";
    case ReplayPart::recovery:
      return "recovery";
    case ReplayPart::row:
      return "row";
    case ReplayPart::extra_rows:
      return "extra rows";
  }
  return "unknown";
}

Expected<ReplayReport, ReplayDifference> replay(const storage::KeyValueStore& store,
                                                const execution::Processor& processor,
                                                const GenesisState& genesis,
                                                const execution::SignatureCheck& is_signed,
                                                const ReplayProgress& progress) {
  return Replay(store, processor, is_signed).run(genesis, progress);
}

}  // namespace kula::ledger
