// An account's tier (C5.1): the highest of the governed table that holds for it.
#pragma once

#include "contracts/policy/policy.h"
#include "ledger/state/overlay.h"
#include "ledger/types/address.h"

namespace kula::contracts::access {

// An account's tier and what it rests on.
struct Standing {
  std::uint8_t tier = 0;
  bool open = false;  // the account exists
  Points points;      // trailing, vested from contributions or given by contests
  Amount spend;       // trailing, counted (C5.1)
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("tier", tier), codec::field("open", open), codec::field("points", points),
            codec::field("spend", spend));
  }
};
// Trailing = policy.access.trailing_periods closed periods and the open one.
[[nodiscard]] Standing standing_of(const state::StateView& state, const Policy& policy,
                                   const types::Address& account, TimeMs now);

// 0 = everyone (also an address without an account), 1 = any open account, more by the tier table.
[[nodiscard]] std::uint8_t tier_of(const state::StateView& state, const Policy& policy,
                                   const types::Address& account, TimeMs now);

}  // namespace kula::contracts::access
