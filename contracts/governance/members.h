// Who has a vote, at a time, in a state (C11.2): what a proposal asks when it is made, and what a recovery is
// judged by (R21). Reads rows by key alone, so that they can be proved to somebody without the state.
#pragma once

#include "contracts/policy/policy.h"
#include "ledger/state/state_view.h"
#include "ledger/types/address.h"

namespace kula::contracts::governance {

// Persons opened in an earlier period than this have a vote; those of genesis always.
[[nodiscard]] Period members_from_before(const Policy& policy, TimeMs at);
[[nodiscard]] std::uint64_t member_count(const state::StateView& state, const Policy& policy, TimeMs at);
// The member's present Auth; nothing for an account without a vote.
[[nodiscard]] std::optional<types::Auth> member(const state::StateView& state, const Policy& policy,
                                                TimeMs at, const types::Address& address);

}  // namespace kula::contracts::governance
