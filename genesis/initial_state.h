// The first state of a network, written through the contracts.
#pragma once

#include "genesis/genesis_document.h"
#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"

namespace kula::genesis {

struct InitialState {
  state::Writes writes;              // all rows of the state of block 0
  std::vector<types::Event> events;  // the postings that gave accounts their first credits
};

// REQUIRES a document without fault.
[[nodiscard]] InitialState initial_state(const GenesisDocument& document);

}  // namespace kula::genesis
