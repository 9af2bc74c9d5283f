#include "ledger/open_store.h"

#include "ledger/chain_start.h"
#include "ledger/codec/binary.h"
#include "ledger/store_reads.h"
#include "ledger/versioned_state.h"

namespace kula::ledger {

using storage::Column;
using storage::KeyValueStore;

namespace {

std::optional<Bytes> meta(const KeyValueStore& store, std::string_view name) {
  return store.get(Column::meta, as_bytes(name));
}

OpenFailure corrupt(const std::string& what) {
  return {OpenError::corrupt,
          "the data directory is damaged: " + what + "; run `kulad tool repair --data-dir DIR`"};
}

std::optional<OpenFailure> find_foreign(const KeyValueStore& store, const types::ChainId& chain) {
  const auto format = codec::decode<std::uint32_t>(meta(store, kMetaFormat).value_or(Bytes{}));
  if (!format) return corrupt("it does not say which format it has");
  if (*format != kFormatVersion) {
    return OpenFailure{OpenError::unknown_format, "the data directory has format " + std::to_string(*format) +
                                                      ", and this program reads " +
                                                      std::to_string(kFormatVersion) +
                                                      "; run the version of `kulad` that wrote it"};
  }
  const auto stored = types::ChainId::from_view(meta(store, kMetaChain).value_or(Bytes{}));
  if (!stored) return corrupt("it does not say which chain it holds");
  if (*stored != chain) {
    return OpenFailure{OpenError::other_chain, "the data directory holds chain " + stored->text() +
                                                   ", and the genesis document is of chain " + chain.text() +
                                                   "; name another directory in kulad.toml"};
  }
  return std::nullopt;
}

// Compares what the store says of its tip, piece by piece. Every check answers what is wrong.
class TipCheck {
 public:
  using Fault = std::optional<std::string>;

  TipCheck(const KeyValueStore& store, const execution::Processor& processor)
      : store_(store), processor_(processor) {}

  Fault run(const GenesisState& genesis, const ExecutedBlock& first) {
    if (auto fault = read_tip()) return fault;
    if (auto fault = starts_here() ? check_start(first) : read_block()) return fault;
    if (auto fault = check_genesis(genesis, first.id)) return fault;
    if (auto fault = check_tree()) return fault;
    if (auto fault = check_history()) return fault;
    if (auto fault = starts_here() ? Fault{} : check_finality()) return fault;
    if (auto fault = check_validators()) return fault;
    return check_recovery();
  }
  [[nodiscard]] ChainEnd take() { return std::move(end_); }

 private:
  Fault read_tip() {
    const auto tip = codec::decode<TipRecord>(meta(store_, kMetaTip).value_or(Bytes{}));
    if (!tip) return "its tip cannot be read";
    if (const auto start = meta(store_, kMetaStart)) {
      const auto record = codec::decode<StartRecord>(*start);
      if (!record || record->height > tip->height) return "the record of its first block cannot be read";
      start_ = *record;
    }
    const auto bytes = store_.get(Column::blocks, header_key(tip->height));
    if (!bytes) return at("is missing", tip->height);
    const auto header = codec::decode<types::BlockHeader>(*bytes);
    if (!header) return at("cannot be read", tip->height);
    end_.header = *header;
    end_.id = types::id_of(*header);
    end_.history = tip->history;
    if (end_.header.height != tip->height || end_.id != tip->id) return at("is not its tip", tip->height);
    if (store_.get(Column::block_ids, end_.id.view()) != height_key(tip->height)) {
      return at("cannot be found by its id", tip->height);
    }
    if (store_.get(Column::blocks, header_key(next(tip->height)))) return at("is not its last", tip->height);
    return std::nullopt;
  }

  // The tip is the block of the snapshot that the store was filled from.
  [[nodiscard]] bool starts_here() const { return start_ && start_->height == end_.header.height; }

  Fault check_start(const ExecutedBlock& first) {
    const auto start = read_start(store_, end_.header.height);
    const bool believed = start && is_believed(*start, first, processor_);
    return believed ? Fault{}
                    : at("has a finality proof that does not lead to the genesis", end_.header.height);
  }

  Fault read_block() {
    const auto bytes = read_block_bytes(store_, end_.header.height);
    if (!bytes) return at("is missing", end_.header.height);
    const auto block = types::decode_block(*bytes);
    if (!block) return at("cannot be read", end_.header.height);
    begun_with_ = block->recovery;
    return check_receipts();
  }

  Fault check_receipts() {
    const auto bytes = store_.get(Column::receipts, height_key(end_.header.height));
    const auto receipts = codec::decode<types::BlockReceipts>(bytes.value_or(Bytes{}));
    if (!receipts || types::receipt_root(*receipts) != end_.header.receipt_root) {
      return at("has other receipts than its header says", end_.header.height);
    }
    return std::nullopt;
  }

  Fault check_genesis(const GenesisState& genesis, const types::BlockId& genesis_block) {
    const bool is_same = start_
                             ? start_->genesis == genesis_block
                             : store_.get(Column::block_ids, genesis_block.view()) == height_key(Height{0});
    if (!is_same) {
      return "its block 0 is not what this program makes of the genesis document";
    }
    if (meta(store_, kMetaGenesis) != genesis.document) return "its copy of the genesis document has changed";
    return std::nullopt;
  }

  Fault check_tree() {
    const auto bytes = store_.get(Column::tree, height_key(end_.header.height));
    const auto root = codec::decode<state::TreeRoot>(bytes.value_or(Bytes{}));
    if (!root || root->hash != end_.header.state_root) {
      return at("has another state tree than its header says", end_.header.height);
    }
    end_.tree = *root;
    if (!root->page_version) {
      const bool agrees =
          root->only_leaf ? state_leaf_hash(root->only_leaf->key, root->only_leaf->value_hash) == root->hash
                          : root->hash.is_zero();
      return agrees ? Fault{} : at("has a state tree without its root", end_.header.height);
    }
    const auto page_bytes = store_.get(Column::tree, state::page_key({*root->page_version, {}}));
    const auto page = state::decode_page(page_bytes.value_or(Bytes{}));
    if (!page || state::PageNodes(*page).hash(state::PageNodes::kTop) != root->hash) {
      return "the root page of its state tree is missing or has another hash";
    }
    return std::nullopt;
  }

  Fault check_history() {
    const std::uint64_t count = end_.header.height.value + 1;
    auto before = read_history_peaks(store_, count - 1);
    if (!before || before->root() != end_.header.history_root)
      return "its history has another root than its tip says";
    const auto now = read_history_peaks(store_, count);
    before->append(end_.id);
    const bool agrees =
        now && end_.history.count == count && now->peaks == end_.history.peaks && before->peaks == now->peaks;
    return agrees ? Fault{} : "its history does not end with its tip";
  }

  Fault check_finality() {
    const Height height = end_.header.height;
    if (height.value == 0) return std::nullopt;
    const auto bytes = store_.get(Column::certificates, height_key(height));
    const auto proof = codec::decode<types::FinalityProof>(bytes.value_or(Bytes{}));
    if (!proof) return at("has no finality proof", height);
    const VersionedState before(store_, Height{height.value - 1});
    const auto signers = begun_with_ ? begun_with_->manifest.next : processor_.validator_set(before);
    if (!types::verify(*proof, end_.header, signers)) {
      return at("has a finality proof that its validators did not sign", height);
    }
    return std::nullopt;
  }

  Fault check_validators() {
    end_.validators = processor_.validator_set(VersionedState(store_, end_.header.height));
    if (end_.validators.hash() != end_.header.next_validator_set) {
      return "its state has other validators than its tip says";
    }
    return std::nullopt;
  }

  // R21: adopted, and no block of the new epoch is here yet. Judged again: it makes validators.
  Fault check_recovery() {
    const auto bytes = store_.get(Column::epochs, epoch_key(end_.epoch()));
    if (!bytes) return std::nullopt;
    const auto close = codec::decode<types::EpochClose>(*bytes);
    const VersionedState state(store_, end_.header.height);
    const bool is_sound =
        close && close->recovery &&
        judge_recovery(close->recovery->recovery, end_.header, state, processor_).has_value();
    if (!is_sound) return "the recovery that was adopted on its tip does not hold";
    end_ = recovered(std::move(end_), close->recovery->recovery);
    return std::nullopt;
  }

  static std::string at(std::string_view what, Height height) {
    return "block " + height.text() + " " + std::string(what);
  }

  const KeyValueStore& store_;
  const execution::Processor& processor_;
  std::optional<StartRecord> start_;
  types::RecoveryPointer begun_with_;  // R21: the tip is the first block after a recovery
  ChainEnd end_;
};

}  // namespace

bool is_empty(const KeyValueStore& store) {
  bool empty = true;
  const auto found = [&](ByteView, ByteView) { return empty = false; };
  store.scan(Column::meta, {}, {}, found);
  store.scan(Column::blocks, {}, {}, found);
  return empty;
}

Expected<ChainEnd, OpenFailure> read_chain_end(const KeyValueStore& store,
                                               const execution::Processor& processor,
                                               const GenesisState& genesis, const ExecutedBlock& first) {
  if (auto failure = find_foreign(store, genesis.chain_id)) return fail(std::move(*failure));
  TipCheck check(store, processor);
  if (const auto fault = check.run(genesis, first)) return fail(corrupt(*fault));
  return check.take();
}

}  // namespace kula::ledger
