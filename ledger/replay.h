// An audit of a store: executes the whole chain again from the genesis document (or from the snapshot that
// the store was filled from) and compares everything the store says, block by block: every root and
// certificate, and every row of every column.
#pragma once

#include "ledger/ledger.h"

namespace kula::ledger {

// What differed first. The roots are those of a block's header against what its execution gives.
enum class ReplayPart : std::uint8_t {
  genesis,      // the store's block 0 is not what the genesis document makes
  block,        // missing, undecodable, or not the child of the block before
  certificate,  // no finality proof, or not signed by the epoch's validators
  header,       // anything else of the header: version, chain, time, validator sets …
  transaction_root,
  transaction,  // one that may not stand in a block
  receipt_root,
  state_root,
  history_root,
  recovery,    // R21: one that the members did not sign
  row,         // a row that the block should have written is missing or different
  extra_rows,  // rows that no block wrote
};
[[nodiscard]] std::string_view to_string(ReplayPart part);

struct ReplayDifference {
  Height height;
  ReplayPart part = ReplayPart::genesis;
  std::string detail;  // for a person
};

struct ReplayReport {
  // 0, or the height of the snapshot that the store was filled from: what led to that state is not here to
  // be executed, and is believed because the validators whom the genesis leads to finalized it.
  Height first;
  types::BlockHeader tip;
  types::BlockId tip_id;
  std::uint64_t transactions = 0;
  std::uint64_t rows = 0;  // compared
};

// After each block.
using ReplayProgress = std::function<void(Height done, Height last)>;

// Holds the chain's present state in memory and reads the store in order. REQUIRES that nobody writes to the
// store meanwhile. `is_signed` should verify every signature: types::signed_by.
[[nodiscard]] Expected<ReplayReport, ReplayDifference> replay(const storage::KeyValueStore& store,
                                                              const execution::Processor& processor,
                                                              const GenesisState& genesis,
                                                              const execution::SignatureCheck& is_signed,
                                                              const ReplayProgress& progress);

}  // namespace kula::ledger
