// One hash over all rows of a state, for comparing two runs of the same work.
#pragma once

#include <functional>

#include "ledger/state/state_view.h"

namespace kula::ledger {

// Key and value of a row without what depends on when a run happened: execution::QueryService::stable_row.
// Empty when nothing of the row remains: it is left out.
using StableRow = std::function<Bytes(ByteView full_key, ByteView value)>;

// The tagged hash (kTagReplayDigest) of the sorted SHA-256 digests of the rows: of the multiset of rows,
// because without heights and ids two runs may hold equal rows in another order.
[[nodiscard]] Hash stable_digest(const state::StateView& state, const StableRow& stable_row);

}  // namespace kula::ledger
