// The validator set in state, epoch by epoch. First set by genesis; governance changes it (C11.4).
#pragma once

#include "ledger/state/overlay.h"
#include "ledger/types/certificate.h"

namespace kula::contracts::accounts {

// Epochs as consensus counts them: genesis begins epoch 0, every block that changes the set closes one (R16),
// and a recovery ends one before the block that names it (R21).
// The state after a closing block is that of the next epoch already.
struct EpochStart {
  types::Epoch epoch;
  Height closed_at;  // the block that changed the set; 0 for epoch 0
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("epoch", epoch), codec::field("closed_at", closed_at));
  }
};

// Empty only before genesis.
[[nodiscard]] types::ValidatorSet validator_set(const state::StateView& state);
[[nodiscard]] EpochStart current_epoch(const state::StateView& state);
// The validators of this or an earlier epoch; nothing for one that has not begun.
[[nodiscard]] std::optional<types::ValidatorSet> validator_set_of(const state::StateView& state,
                                                                  types::Epoch epoch);

// Genesis only: the set of epoch 0. REQUIRES a valid set.
void write_validator_set(state::Overlay& state, const types::ValidatorSet& set);

// Whether this block changed the set already: a second change has to wait for the next (R18).
[[nodiscard]] bool closes_epoch(const state::StateView& state, Height block);
// Closes the epoch with this block, or, in a recovery, begins one with it (R21). REQUIRES a valid set that
// differs, and a block that does not close yet.
void change_validator_set(state::Overlay& state, Height block, const types::ValidatorSet& set);

}  // namespace kula::contracts::accounts
