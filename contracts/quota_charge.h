// Charging a transaction's actions to its sender's quota (C0.10).
#pragma once

#include "contracts/registry.h"

namespace kula::contracts {

// Charges all actions of the transaction, whatever comes of it. False when the quota does not cover them.
// When it is used up, a transaction whose actions may all use the reserve is charged to the reserve instead.
// The quota grows with the sender's tier, which is looked up only when the base quota is used up.
[[nodiscard]] bool charge_quota(state::Overlay& state, const Registry& registry, const Policy& policy,
                                TimeMs now, const types::TransactionPayload& payload);

}  // namespace kula::contracts
