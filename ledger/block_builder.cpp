#include "ledger/block_builder.h"

#include "ledger/base/check.h"
#include "ledger/base/cpu_meter.h"
#include "ledger/codec/binary.h"
#include "ledger/types/epochs.h"
#include "ledger/types/limits.h"

namespace kula::ledger {

namespace {

constexpr std::uint16_t kHeaderVersion = 1;
constexpr std::size_t kCountBytes = 4;   // of the transactions
constexpr std::size_t kLengthBytes = 4;  // of one transaction

// The empty tree, before the genesis block.
class NoPages final : public state::PageSource {
 public:
  [[nodiscard]] state::PagePointer read(const state::PageName&) const override {
    check_failed("the empty state tree has no pages; report this as a bug", __FILE__, __LINE__);
  }
};

}  // namespace

ChainEnd end_after(const ExecutedBlock& block) {
  return {block.block.header, block.id, block.tree.root, block.history, block.next_validator_set};
}

ChainEnd recovered(ChainEnd end, const types::SignedRecovery& recovery) {
  end.validators = recovery.manifest.next;
  end.recovery = std::make_shared<const types::SignedRecovery>(recovery);
  return end;
}

types::Epoch ChainEnd::epoch() const {
  const auto epoch = types::epoch_after(header);
  return recovery ? types::Epoch{epoch.value + 1} : epoch;
}

Hash ChainEnd::validator_set() const { return recovery ? validators.hash() : header.next_validator_set; }

execution::BlockContext ChainEnd::context(TimeMs time) const {
  return {header.chain_id, next(header.height), time, id, recovery ? &recovery->manifest : nullptr};
}

std::optional<BlockError> fault_before_execution(const ChainEnd& parent, const types::BlockHeader& header) {
  const bool follows = header.version == kHeaderVersion && header.chain_id == parent.header.chain_id &&
                       header.height == next(parent.header.height) && header.parent == parent.id &&
                       header.flags == 0 && header.time > parent.header.time;
  if (!follows) return BlockError::bad_header;
  const bool begins_elsewhere =
      !parent.recovery && !header.recovery.is_zero() && header.epoch.value == parent.epoch().value + 1;
  if (begins_elsewhere) return BlockError::unknown_recovery;
  const Hash recovery = parent.recovery ? types::hash_of(parent.recovery->manifest) : Hash{};
  const bool fits = header.recovery == recovery && header.epoch == parent.epoch() &&
                    header.validator_set == parent.validator_set();
  if (!fits) return BlockError::bad_header;
  if (header.history_root != parent.history.root()) return BlockError::wrong_history_root;
  return std::nullopt;
}

execution::SelectionLimits room_for_transactions(const ChainEnd& parent) {
  if (parent.recovery) return {};
  static const std::size_t kHeaderBytes = codec::encode(types::BlockHeader{}).size();
  return {types::kMaxTransactionsPerBlock, types::kMaxBlockBytes - kHeaderBytes - kCountBytes, kLengthBytes};
}

bool is_oversized(const ChainEnd& parent, const types::TransactionList& transactions) {
  const auto room = room_for_transactions(parent);
  if (transactions.size() > room.count) return true;
  std::size_t bytes = 0;
  for (const auto& transaction : transactions) bytes += room.overhead_bytes + transaction->bytes().size();
  return bytes > room.bytes;
}

ExecutedBlock build_block(const ChainEnd& parent, const state::PageSource& pages, const ProposalSeed& seed,
                          types::TransactionList transactions, execution::ExecutionResult result) {
  ExecutedBlock built;
  types::BlockHeader& header = built.block.header;
  header.version = kHeaderVersion;
  header.chain_id = parent.header.chain_id;
  header.epoch = seed.epoch;
  header.view = seed.view;
  header.height = next(parent.header.height);
  header.parent = parent.id;
  header.proposer = seed.proposer;
  header.time = seed.time;
  header.transaction_root = types::transaction_root(transactions);
  header.receipt_root = types::receipt_root(result.receipts);
  {
    const Metered metered(CpuPart::tree);
    built.tree =
        state::update_tree(pages, parent.tree, header.height.value, state::tree_changes(result.writes));
  }
  header.state_root = built.tree.root.hash;
  header.history_root = parent.history.root();
  header.validator_set = parent.validator_set();
  header.next_validator_set = result.next_validator_set == parent.validators
                                  ? header.validator_set
                                  : result.next_validator_set.hash();
  if (parent.recovery) header.recovery = types::hash_of(parent.recovery->manifest);
  built.id = types::id_of(header);
  built.block.transactions = std::move(transactions);
  built.block.recovery = parent.recovery;
  built.receipts = std::move(result.receipts);
  built.next_validator_set = std::move(result.next_validator_set);
  built.writes = std::move(result.writes);
  built.history = parent.history;
  built.history.append(built.id);
  return built;
}

std::optional<BlockError> difference(const types::BlockHeader& given, const types::BlockHeader& built) {
  if (given == built) return std::nullopt;
  if (given.transaction_root != built.transaction_root) return BlockError::wrong_transaction_root;
  if (given.receipt_root != built.receipt_root) return BlockError::wrong_receipt_root;
  if (given.state_root != built.state_root) return BlockError::wrong_state_root;
  if (given.history_root != built.history_root) return BlockError::wrong_history_root;
  return BlockError::bad_header;
}

ExecutedBlock build_genesis(const execution::Processor& processor, const GenesisState& genesis) {
  ExecutedBlock built;
  built.writes = genesis.writes;
  built.tree = state::update_tree(NoPages{}, {}, 0, state::tree_changes(genesis.writes));
  const state::EmptyState before;
  state::Overlay after(before);
  for (const auto& [key, value] : genesis.writes) {
    if (value) after.put(key, *value);
  }
  built.next_validator_set = processor.validator_set(after);
  if (!genesis.events.empty()) built.receipts.jobs.push_back({0, 0, genesis.time, false, genesis.events});
  types::BlockHeader& header = built.block.header;
  header.version = kHeaderVersion;
  header.chain_id = genesis.chain_id;
  header.time = genesis.time;
  header.receipt_root = types::receipt_root(built.receipts);
  header.state_root = built.tree.root.hash;
  header.validator_set = header.next_validator_set = built.next_validator_set.hash();
  built.id = types::id_of(header);
  built.history.append(built.id);
  return built;
}

}  // namespace kula::ledger
