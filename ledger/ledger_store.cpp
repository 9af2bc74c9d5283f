#include "ledger/ledger_store.h"

#include "ledger/base/check.h"
#include "ledger/base/cpu_meter.h"
#include "ledger/commit_batch.h"
#include "ledger/limits.h"
#include "ledger/types/epochs.h"

namespace kula::ledger {

StoreLedger::StoreLedger(storage::KeyValueStore& store, const execution::Processor& processor, ChainEnd tip,
                         Height first)
    : store_(store),
      processor_(processor),
      tip_(std::move(tip)),
      first_(first),
      store_pages_(store),
      pages_(store_pages_),
      cache_(tip_.header.height) {}

std::optional<Branch> StoreLedger::branch_to(const types::BlockId& id) const {
  Branch branch;
  for (types::BlockId at = id; at != tip_.id; at = branch.back()->block.header.parent) {
    const auto found = executed_.find(at);
    if (found == executed_.end()) return std::nullopt;
    branch.push_back(found->second.block);
  }
  return branch;
}

std::unique_ptr<state::StateView> StoreLedger::state_of(const Branch& branch) const {
  std::unique_ptr<state::StateView> state =
      std::make_unique<VersionedState>(store_, tip_.header.height, &cache_);
  for (auto block = branch.rbegin(); block != branch.rend(); ++block) {
    state = std::make_unique<BlockState>(*block, std::move(state));
  }
  return state;
}

std::optional<StoreLedger::Parent> StoreLedger::parent_of_next(const types::BlockId& id) const {
  auto branch = branch_to(id);
  if (!branch) return std::nullopt;
  auto state = state_of(*branch);
  ChainEnd end = branch->empty() ? tip_ : end_after(*branch->front());
  return Parent{std::move(end), std::move(*branch), std::move(state)};
}

Expected<ExecutedBlockPointer, BlockError> StoreLedger::execute(const types::Block& block,
                                                                const execution::SignatureCheck& is_signed) {
  const types::BlockHeader& given = block.header;
  if (auto known = executed(types::id_of(given))) return known;
  const auto parent = parent_of_next(given.parent);
  if (!parent) return fail(BlockError::unknown_parent);
  if (const auto fault = fault_before_execution(parent->end, given)) return fail(*fault);
  if (types::transaction_root(block.transactions) != given.transaction_root) {
    return fail(BlockError::wrong_transaction_root);
  }
  if (is_oversized(parent->end, block.transactions)) return fail(BlockError::bad_transaction);

  const Metered metered(CpuPart::execute);
  auto result = execution::execute_block(processor_, *parent->state, parent->end.context(given.time),
                                         block.transactions, is_signed);
  if (!result) return fail(BlockError::bad_transaction);
  const ProposalSeed seed{given.epoch, given.view, given.proposer, given.time};
  const BranchPages pages(pages_, parent->branch);
  ExecutedBlock built = build_block(parent->end, pages, seed, block.transactions, std::move(*result));
  if (const auto different = difference(given, built.block.header)) return fail(*different);
  return keep(std::move(built));
}

std::optional<Proposal> StoreLedger::propose(const types::BlockId& parent_id, const ProposalSeed& seed,
                                             const types::TransactionList& candidates,
                                             const execution::SignatureCheck& is_signed) {
  const auto parent = parent_of_next(parent_id);
  if (!parent) return std::nullopt;
  KULA_CHECK(seed.time > parent->end.header.time,
             "a block was proposed with a time that is not after its parent's; report this as a bug");
  KULA_CHECK(seed.epoch == parent->end.epoch(),
             "a block was proposed in another epoch than its parent's children have; report this as a bug");
  const Metered metered(CpuPart::execute);
  auto selected = execution::select_and_execute(processor_, *parent->state, parent->end.context(seed.time),
                                                candidates, room_for_transactions(parent->end), is_signed);
  Proposal proposal;
  for (const auto& dropped : selected.dropped) {
    proposal.dropped.emplace_back(candidates[dropped.index]->id(), dropped.fault);
  }
  const BranchPages pages(pages_, parent->branch);
  proposal.executed =
      keep(build_block(parent->end, pages, seed, std::move(selected.included), std::move(selected.result)));
  return proposal;
}

ExecutedBlockPointer StoreLedger::executed(const types::BlockId& id) const {
  const auto found = executed_.find(id);
  return found == executed_.end() ? nullptr : found->second.block;
}

ExecutedBlockPointer StoreLedger::keep(ExecutedBlock block) {
  if (auto known = executed(block.id)) return known;
  if (executed_.size() >= kMaxExecutedBlocks) forget_oldest_leaf(block.block.header.parent);
  block.index = state::WriteIndex(block.writes);
  auto kept = std::make_shared<const ExecutedBlock>(std::move(block));
  executed_.emplace(kept->id, Executed{kept, next_sequence_++});
  return kept;
}

void StoreLedger::forget_oldest_leaf(const types::BlockId& needed) {
  auto oldest = executed_.end();
  for (auto candidate = executed_.begin(); candidate != executed_.end(); ++candidate) {
    if (candidate->first == needed || candidate->second.block == committing_) continue;
    const bool is_parent = std::any_of(executed_.begin(), executed_.end(), [&](const auto& other) {
      return other.second.block->block.header.parent == candidate->first;
    });
    if (is_parent) continue;
    if (oldest == executed_.end() || candidate->second.sequence < oldest->second.sequence) oldest = candidate;
  }
  // One long branch has no other leaf: it is kept whole, and consensus lets it grow slowly (R14).
  if (oldest != executed_.end()) executed_.erase(oldest);
}

BlockWrite StoreLedger::begin_commit(const types::BlockId& id, const types::FinalityProof& finality) {
  const auto block = executed(id);
  KULA_CHECK(block && block->block.header.parent == tip_.id,
             "a block was committed that is not an executed child of the tip; report this as a bug");
  KULA_CHECK(committing_ == nullptr || committing_ == block,
             "a block was committed while another one is; report this as a bug");
  committing_ = block;
  return {store_, processor_, tip_.history, block, finality};
}

void StoreLedger::end_commit() {
  KULA_CHECK(committing_ != nullptr, "a commit ends that has not begun; report this as a bug");
  const auto block = std::exchange(committing_, nullptr);
  tip_ = end_after(*block);
  cache_.advance(block->writes, tip_.header.height);
  pages_.add(block->tree);
  drop_all_but_descendants();
}

std::optional<RecoveryFault> StoreLedger::fault_of_place(const types::RecoveryManifest& manifest) const {
  if (manifest.chain_id != chain_id()) return RecoveryFault::other_chain;
  const Height height = tip_.header.height;
  if (manifest.height > height) return RecoveryFault::behind;
  if (manifest.height < height) return RecoveryFault::later_block;
  if (manifest.block != tip_.id) return RecoveryFault::other_block;
  // A proof with a path is by the certificate of a later block.
  const auto proof = finality(height);
  if (proof && !proof->path.empty()) return RecoveryFault::later_block;
  if (tip_.recovery && tip_.recovery->manifest != manifest) return RecoveryFault::other_recovery;
  return std::nullopt;
}

std::optional<RecoveryRefusal> StoreLedger::cannot_adopt(const types::RecoveryManifest& manifest) const {
  const auto fault = fault_of_place(manifest);
  if (!fault) return std::nullopt;
  auto last = tip_.header.height;
  std::string where = "here";
  if (fault == RecoveryFault::later_block && manifest.height == last) {
    last = finality(last)->path.back().height;
    where = "by a certificate that is here";
  }
  return RecoveryRefusal{
      *fault, "it names height " + manifest.height.text() + ", and the last " + where + " is " + last.text()};
}

Expected<void, RecoveryRefusal> StoreLedger::adopt(const types::SignedRecovery& recovery) {
  KULA_CHECK(committing_ == nullptr,
             "a recovery is adopted while a block is committed; report this as a bug");
  if (auto refusal = cannot_adopt(recovery.manifest)) return fail(std::move(*refusal));
  if (tip_.recovery) return {};  // this one, with signatures that were enough
  const auto state = state_after(tip_.id);
  const auto close =
      close_by_recovery(recovery, tip_.header, finality(tip_.header.height).value_or(types::FinalityProof{}),
                        *state, pages_, tip_.tree, processor_);
  if (!close) return fail(close.error());
  if (auto written = store_.write(adoption_batch(*close)); !written)
    return fail(RecoveryRefusal{RecoveryFault::not_written, written.error().message});
  tip_ = recovered(std::move(tip_), recovery);
  executed_.clear();
  return {};
}

void StoreLedger::drop_all_but_descendants() {
  std::vector<types::BlockId> dropped;
  for (const auto& [id, executed] : executed_) {
    // The new tip itself is no longer executed but committed.
    if (id == tip_.id || !branch_to(id)) dropped.push_back(id);
  }
  for (const types::BlockId& id : dropped) executed_.erase(id);
}

}  // namespace kula::ledger
