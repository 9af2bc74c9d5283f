// The validator set in state. First set by genesis; governance changes it (C11.4).
#pragma once

#include "ledger/state/overlay.h"
#include "ledger/types/validator_set.h"

namespace kula::contracts::accounts {

// Empty only before genesis.
[[nodiscard]] types::ValidatorSet validator_set(const state::StateView& state);
// REQUIRES a valid set.
void write_validator_set(state::Overlay& state, const types::ValidatorSet& set);

}  // namespace kula::contracts::accounts
