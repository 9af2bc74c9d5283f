// An account's tier (C5.1): the highest of the governed table that holds for it.
#pragma once

#include "contracts/policy/policy.h"
#include "ledger/state/overlay.h"
#include "ledger/types/address.h"

namespace kula::contracts::access {

// 0 = everyone (also an address without an account), 1 = any open account, more by the tier table.
[[nodiscard]] std::uint8_t tier_of(const state::StateView& state, const Policy& policy, const types::Address& account,
                                   TimeMs now);

}  // namespace kula::contracts::access
