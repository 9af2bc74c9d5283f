// The ledger's facade: execute, commit, query. Owns no thread; all calls from the engine's thread. What
// state_at(), rows_at(), events_at() and begin_commit() answer reads only what never changes, and may be
// handed to one other thread.
#pragma once

#include <map>
#include <memory>

#include "ledger/execution/execute_block.h"
#include "ledger/execution/query.h"
#include "ledger/recovery.h"
#include "ledger/state/state_tree.h"
#include "ledger/storage/key_value_store.h"
#include "ledger/types/epochs.h"
#include "ledger/types/history.h"
#include "ledger/types/state_proof.h"

namespace kula::ledger {

class SteppedScan;  // stepped_scan.h

// What a network starts from, made by genesis/ from its document.
struct GenesisState {
  types::ChainId chain_id;  // hash of the document
  Bytes document;           // its canonical bytes, kept in the store
  TimeMs time;
  state::Writes writes;
  std::vector<types::Event> events = {};  // what those writes mean, for block 0's receipts: its job 0
};

// A block, executed on its parent, with nothing durable yet.
struct ExecutedBlock {
  types::BlockId id;
  types::Block block;
  types::BlockReceipts receipts;
  types::ValidatorSet next_validator_set;
  state::Writes writes;
  state::WriteIndex index;      // of the writes, made when the ledger keeps the block
  state::TreeUpdate tree;       // new pages and root
  types::HistoryPeaks history;  // over blocks 0 .. height (this one included)
};
using ExecutedBlockPointer = std::shared_ptr<const ExecutedBlock>;

// Why a block cannot be executed here. `unknown_parent` (not here yet), `unknown_recovery` (not adopted here)
// and `wrong_transaction_root` (the body is not this header's: fetch it again) are not the block's fault; the
// others are invalid.
enum class BlockError : std::uint8_t {
  unknown_parent,
  unknown_recovery,  // R21: it begins an epoch with a recovery that is not adopted on its parent
  wrong_transaction_root,
  bad_header,       // version, chain, epoch, height, parent, flags, time not after the parent's, set hashes,
                    // another recovery than the one adopted on its parent
  bad_transaction,  // execution::TransactionFault, or too many, or too large, or any beside a recovery
  wrong_receipt_root,
  wrong_state_root,
  wrong_history_root,
};
[[nodiscard]] std::string_view to_string(BlockError error);

// The parts of a header that are consensus' to choose.
struct ProposalSeed {
  types::Epoch epoch;  // REQUIRES the one of the parent's children (Ledger::epoch for the tip's)
  types::View view;
  std::uint8_t proposer = 0;
  TimeMs time;  // REQUIRES greater than the parent's
};

struct Proposal {
  ExecutedBlockPointer executed;
  std::vector<std::pair<types::TransactionId, execution::TransactionFault>> dropped;
};

struct TransactionLocation {
  Height height;
  std::uint32_t index = 0;
};

// A value or its absence with the proof, and the header and finality that prove the root: always of one
// height.
struct ProvenRow {
  std::optional<Bytes> value;
  types::StateProof proof;
  types::BlockHeader header;
  types::FinalityProof finality;
};

// `history_unavailable`: below the snapshot that this ledger began with; it never was here.
enum class HistoryError : std::uint8_t { height_pruned, height_not_reached, history_unavailable };

enum class OpenError : std::uint8_t { other_chain, unknown_format, corrupt, not_writable };
struct OpenFailure {
  OpenError error;
  std::string message;  // what is wrong and the next command to run
};

class BlockWrite;  // block_write.h

class Ledger {
 public:
  // Opens the store, writing the genesis block into an empty one. Checks that tip, certificate, state root
  // and history agree with each other. REQUIRES store and processor outlive the ledger.
  [[nodiscard]] static Expected<std::unique_ptr<Ledger>, OpenFailure> open(
      storage::KeyValueStore& store, const execution::Processor& processor, const GenesisState& genesis);
  virtual ~Ledger() = default;

  // --- the chain's end
  [[nodiscard]] virtual const types::ChainId& chain_id() const = 0;
  [[nodiscard]] virtual const types::BlockHeader& tip() const = 0;  // last committed block
  [[nodiscard]] virtual const types::BlockId& tip_id() const = 0;
  // The lowest height whose state is here: 0, or that of the snapshot which the store was filled from. Of
  // that block there are the header and its finality, of lower ones nothing.
  [[nodiscard]] virtual Height first_height() const = 0;
  // The epoch of the block after the tip, and its validators: of the same epoch as the tip unless that closes
  // it (R16) or a recovery was adopted on it (R21).
  [[nodiscard]] virtual types::Epoch epoch() const = 0;
  [[nodiscard]] virtual const types::ValidatorSet& validator_set() const = 0;
  // R21: adopted on the tip, so that the next block has to name it; null when there is none.
  [[nodiscard]] virtual types::RecoveryPointer adopted() const = 0;

  // --- execute: nothing durable
  // Executes a block of somebody else on its parent, committed tip or executed. Answers the same pointer when
  // asked again. View and proposer are consensus' to judge. Beyond kMaxExecutedBlocks (limits.h) the
  // oldest block that nothing was executed on, nor is now, is forgotten: it has to be executed again before
  // it can be built on or committed.
  [[nodiscard]] virtual Expected<ExecutedBlockPointer, BlockError> execute(
      const types::Block& block, const execution::SignatureCheck& is_signed) = 0;
  // Builds a block from the valid ones of `candidates` (in order, until one has no room in a block). Nothing
  // when the parent is not executed here.
  [[nodiscard]] virtual std::optional<Proposal> propose(const types::BlockId& parent,
                                                        const ProposalSeed& seed,
                                                        const types::TransactionList& candidates,
                                                        const execution::SignatureCheck& is_signed) = 0;
  [[nodiscard]] virtual ExecutedBlockPointer executed(const types::BlockId& id) const = 0;  // null when not

  // --- commit: in two steps, between which only BlockWrite::write() happens to the store
  // What makes the block durable. Until end_commit() the tip is the old one, nothing of the block is answered
  // as committed, and blocks on top of it are executed as ever. REQUIRES an executed child of the tip, a
  // finality proof that was verified, and that no commit of another block has begun.
  [[nodiscard]] virtual BlockWrite begin_commit(const types::BlockId& id,
                                                const types::FinalityProof& finality) = 0;
  // The block is the tip. Drops executed blocks that can no longer become final. REQUIRES that its write
  // succeeded.
  virtual void end_commit() = 0;
  // Both at once. An error means that nothing is durable: stop the node.
  [[nodiscard]] Expected<void, storage::StoreError> commit(const types::BlockId& id,
                                                           const types::FinalityProof& finality);

  // --- recover (R21)
  // Ends the epoch after the tip, if the recovery names the tip and more than two thirds of the members
  // signed it: one synced batch, for good. REQUIRES that no commit has begun. Adopting the same manifest
  // again is no change. Drops every executed block: they are of the epoch that ended. `not_written`: nothing
  // is durable, stop the node.
  [[nodiscard]] virtual Expected<void, RecoveryRefusal> adopt(const types::SignedRecovery& recovery) = 0;
  // What about the manifest's place in this chain keeps it from being adopted; who signed is another matter.
  [[nodiscard]] virtual std::optional<RecoveryRefusal> cannot_adopt(
      const types::RecoveryManifest& manifest) const = 0;

  // --- read
  // State after an executed block or the tip; null when unknown. The view stays right whatever happens to the
  // block: it holds the writes that are not committed, and committed versions never change. REQUIRES that the
  // ledger outlives it.
  [[nodiscard]] virtual std::unique_ptr<state::StateView> state_after(const types::BlockId& id) const = 0;
  [[nodiscard]] virtual Expected<std::unique_ptr<state::StateView>, HistoryError> state_at(
      Height height) const = 0;
  // Every row of state_at(height), read in steps.
  [[nodiscard]] virtual Expected<SteppedScan, HistoryError> rows_at(Height height) const = 0;
  // `key` is a full key: table number and canonical key. The genesis block has no finality proof: its id
  // follows from the chain id, and `finality` is empty.
  [[nodiscard]] virtual Expected<ProvenRow, HistoryError> prove(Height height,
                                                                const state::StateKey& key) const = 0;
  [[nodiscard]] virtual std::optional<types::BlockHeader> header(Height height) const = 0;
  [[nodiscard]] virtual std::optional<types::Block> block(Height height) const = 0;
  [[nodiscard]] virtual std::optional<types::BlockReceipts> receipts(Height height) const = 0;
  [[nodiscard]] virtual std::optional<types::FinalityProof> finality(Height height) const = 0;
  [[nodiscard]] virtual std::optional<Height> height_of(const types::BlockId& id) const = 0;
  [[nodiscard]] virtual std::optional<TransactionLocation> find(const types::TransactionId& id) const = 0;
  // How an epoch ended, by a closing block or a recovery; nothing when it has not. Of every epoch since the
  // genesis, whatever first_height() is.
  [[nodiscard]] virtual std::optional<types::EpochClose> epoch_close(types::Epoch epoch) const = 0;
  // That block `height` is under the history root in the header of `under`. Nothing unless height < under <=
  // tip, nor when a node that it needs is below first_height().
  [[nodiscard]] virtual std::optional<types::HistoryProof> prove_history(Height height,
                                                                         Height under) const = 0;
  // Events of the blocks up to a height.
  [[nodiscard]] virtual std::unique_ptr<execution::EventIndex> events_at(Height height) const = 0;
};

}  // namespace kula::ledger
