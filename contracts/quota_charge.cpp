#include "contracts/quota_charge.h"

#include <algorithm>

#include "contracts/access/tier.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts {

bool charge_quota(state::Overlay& state, const Registry& registry, const Policy& policy, TimeMs now,
                  const types::TransactionPayload& payload) {
  const Period period = policy.periods().period_of(now);
  auto use = kQuotaUse.get_or_default(state, payload.sender, period);
  const std::uint64_t wanted = std::uint64_t{use.actions} + payload.actions.size();
  use.actions = static_cast<std::uint32_t>(std::min<std::uint64_t>(wanted, UINT32_MAX));
  kQuotaUse.put(state, payload.sender, period, use);

  const auto& numbers = policy.accounts;
  if (wanted <= numbers.quota_actions) return true;
  const bool reserve = std::all_of(payload.actions.begin(), payload.actions.end(), [&](const types::Action& action) {
    const auto* kind = registry.action(action.kind);
    return kind != nullptr && kind->traits.quota == QuotaClass::reserve;
  });
  std::uint64_t limit = numbers.quota_actions + (reserve ? std::uint64_t{numbers.quota_reserve} : 0);
  if (wanted <= limit) return true;
  const std::uint64_t tier = access::tier_of(state, policy, payload.sender, now);
  if (tier > 1) limit += (tier - 1) * numbers.quota_actions_per_tier;
  return wanted <= limit;
}

}  // namespace kula::contracts
