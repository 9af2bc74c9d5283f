// The first state of a network, written through the contracts.
#pragma once

#include "genesis/genesis_document.h"
#include "ledger/state/overlay.h"

namespace kula::genesis {

// All rows of the state of block 0. REQUIRES a document without fault.
[[nodiscard]] state::Writes initial_state(const GenesisDocument& document);

}  // namespace kula::genesis
