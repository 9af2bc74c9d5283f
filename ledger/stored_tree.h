// The whole state at a height with the tree over it, as an audit reads it from a store.
#pragma once

#include "ledger/base/number.h"
#include "ledger/state/state_tree.h"
#include "ledger/storage/key_value_store.h"

namespace kula::ledger {

struct StoredState {
  state::Writes writes;    // every row
  state::TreeUpdate tree;  // every page below the root
};

// The rows of the state column at `height` and the pages below `root`, all of which must agree; else what is
// wrong, for a person. REQUIRES that the chain in the store begins at this height.
[[nodiscard]] Expected<StoredState, std::string> read_stored_state(const storage::KeyValueStore& store,
                                                                   Height height,
                                                                   const state::TreeRoot& root);

}  // namespace kula::ledger
