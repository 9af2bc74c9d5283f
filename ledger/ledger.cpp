#include "ledger/ledger.h"

#include "ledger/block_write.h"
#include "ledger/chain_start.h"
#include "ledger/commit_batch.h"
#include "ledger/ledger_store.h"
#include "ledger/open_store.h"

namespace kula::ledger {

std::string_view to_string(BlockError error) {
  switch (error) {
    case BlockError::unknown_parent:
      return "unknown_parent";
    case BlockError::unknown_recovery:
      return "unknown_recovery";
    case BlockError::wrong_transaction_root:
      return "wrong_transaction_root";
    case BlockError::bad_header:
      return "bad_header";
    case BlockError::bad_transaction:
      return "bad_transaction";
    case BlockError::wrong_receipt_root:
      return "wrong_receipt_root";
    case BlockError::wrong_state_root:
      return "wrong_state_root";
    case BlockError::wrong_history_root:
      return "wrong_history_root";
  }
  return "unknown";
}

Expected<std::unique_ptr<Ledger>, OpenFailure> Ledger::open(storage::KeyValueStore& store,
                                                            const execution::Processor& processor,
                                                            const GenesisState& genesis) {
  const ExecutedBlock first = build_genesis(processor, genesis);
  if (auto cleared = clear_unfinished(store); !cleared) {
    return fail(OpenFailure{OpenError::not_writable,
                            "what is left of a snapshot cannot be erased: " + cleared.error().message +
                                "; make room in the data directory and run `kulad` again"});
  }
  if (is_empty(store)) {
    if (auto written = store.write(genesis_batch(first, genesis, processor)); !written) {
      return fail(OpenFailure{OpenError::not_writable,
                              "the genesis block cannot be written: " + written.error().message +
                                  "; make room in the data directory and run `kulad` again"});
    }
  }
  auto tip = read_chain_end(store, processor, genesis, first);
  if (!tip) return fail(std::move(tip.error()));
  return std::make_unique<StoreLedger>(store, processor, std::move(*tip),
                                       read_start_height(store).value_or(Height{0}));
}

Expected<void, storage::StoreError> Ledger::commit(const types::BlockId& id,
                                                   const types::FinalityProof& finality) {
  const BlockWrite block = begin_commit(id, finality);
  if (auto written = block.write(); !written) return written;
  end_commit();
  return {};
}

}  // namespace kula::ledger
