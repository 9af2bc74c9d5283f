// The ledger on a key-value store: the implementation behind Ledger::open.
#pragma once

#include "ledger/block_builder.h"
#include "ledger/block_write.h"
#include "ledger/branch.h"
#include "ledger/event_index.h"
#include "ledger/state/page_cache.h"
#include "ledger/store_reads.h"
#include "ledger/versioned_state.h"

namespace kula::ledger {

class StoreLedger final : public Ledger {
 public:
  // REQUIRES `tip` to be the end of the chain in `store`, and `first` the height it begins at.
  StoreLedger(storage::KeyValueStore& store, const execution::Processor& processor, ChainEnd tip,
              Height first);

  [[nodiscard]] const types::ChainId& chain_id() const override { return tip_.header.chain_id; }
  [[nodiscard]] const types::BlockHeader& tip() const override { return tip_.header; }
  [[nodiscard]] const types::BlockId& tip_id() const override { return tip_.id; }
  [[nodiscard]] Height first_height() const override { return first_; }
  [[nodiscard]] types::Epoch epoch() const override { return tip_.epoch(); }
  [[nodiscard]] const types::ValidatorSet& validator_set() const override { return tip_.validators; }
  [[nodiscard]] types::RecoveryPointer adopted() const override { return tip_.recovery; }

  [[nodiscard]] Expected<ExecutedBlockPointer, BlockError> execute(
      const types::Block& block, const execution::SignatureCheck& is_signed) override;
  [[nodiscard]] std::optional<Proposal> propose(const types::BlockId& parent, const ProposalSeed& seed,
                                                const types::TransactionList& candidates,
                                                const execution::SignatureCheck& is_signed) override;
  [[nodiscard]] ExecutedBlockPointer executed(const types::BlockId& id) const override;
  [[nodiscard]] BlockWrite begin_commit(const types::BlockId& id,
                                        const types::FinalityProof& finality) override;
  void end_commit() override;
  [[nodiscard]] Expected<void, RecoveryRefusal> adopt(const types::SignedRecovery& recovery) override;
  [[nodiscard]] std::optional<RecoveryRefusal> cannot_adopt(
      const types::RecoveryManifest& manifest) const override;

  [[nodiscard]] std::unique_ptr<state::StateView> state_after(const types::BlockId& id) const override;
  [[nodiscard]] Expected<std::unique_ptr<state::StateView>, HistoryError> state_at(
      Height height) const override;
  [[nodiscard]] Expected<SteppedScan, HistoryError> rows_at(Height height) const override;
  [[nodiscard]] Expected<ProvenRow, HistoryError> prove(Height height,
                                                        const state::StateKey& key) const override;
  [[nodiscard]] std::optional<types::BlockHeader> header(Height height) const override;
  [[nodiscard]] std::optional<types::Block> block(Height height) const override;
  [[nodiscard]] std::optional<types::BlockReceipts> receipts(Height height) const override;
  [[nodiscard]] std::optional<types::FinalityProof> finality(Height height) const override;
  [[nodiscard]] std::optional<Height> height_of(const types::BlockId& id) const override;
  [[nodiscard]] std::optional<TransactionLocation> find(const types::TransactionId& id) const override;
  [[nodiscard]] std::optional<types::EpochClose> epoch_close(types::Epoch epoch) const override;
  [[nodiscard]] std::optional<types::HistoryProof> prove_history(Height height, Height under) const override;
  [[nodiscard]] std::unique_ptr<execution::EventIndex> events_at(Height height) const override;

 private:
  // What a child of a block is executed on.
  struct Parent {
    ChainEnd end;
    Branch branch;
    std::unique_ptr<state::StateView> state;
  };
  [[nodiscard]] std::optional<Parent> parent_of_next(const types::BlockId& id) const;
  // Executed blocks from `id` down to the child of the tip; nothing when `id` is neither the tip nor
  // executed.
  [[nodiscard]] std::optional<Branch> branch_to(const types::BlockId& id) const;
  [[nodiscard]] std::unique_ptr<state::StateView> state_of(const Branch& branch) const;
  // What a write has put into the store above the tip is not committed before it has ended.
  [[nodiscard]] bool is_committed(Height height) const { return height <= tip_.header.height; }
  [[nodiscard]] std::optional<RecoveryFault> fault_of_place(const types::RecoveryManifest& manifest) const;
  [[nodiscard]] ExecutedBlockPointer keep(ExecutedBlock block);
  void forget_oldest_leaf(const types::BlockId& needed);  // which is not forgotten
  void drop_all_but_descendants();

  struct Executed {
    ExecutedBlockPointer block;
    std::uint64_t sequence = 0;  // order of execution
  };

  storage::KeyValueStore& store_;
  const execution::Processor& processor_;
  ChainEnd tip_;
  const Height first_;
  StorePages store_pages_;
  state::PageCache pages_;
  // Filled by reads at the tip, which change nothing that can be seen.
  mutable TipCache cache_;
  std::map<types::BlockId, Executed> executed_;  // every one descends from the tip
  ExecutedBlockPointer committing_;              // between begin_commit and end_commit
  std::uint64_t next_sequence_ = 0;
};

}  // namespace kula::ledger
