#include "contracts/quota_charge.h"

#include <algorithm>

#include "contracts/access/tier.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts {

namespace {

std::uint32_t plus(std::uint32_t used, std::size_t actions) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{used} + actions, UINT32_MAX));
}

bool may_use_reserve(const Registry& registry, const types::TransactionPayload& payload) {
  return std::all_of(payload.actions.begin(), payload.actions.end(), [&](const types::Action& action) {
    const auto* kind = registry.action(action.kind);
    return kind != nullptr && kind->traits.quota == QuotaClass::reserve;
  });
}

}  // namespace

bool charge_quota(state::Overlay& state, const Registry& registry, const Policy& policy, TimeMs now,
                  const types::TransactionPayload& payload) {
  const Period period = policy.periods().period_of(now);
  const auto& numbers = policy.accounts;
  auto use = kQuotaUse.get_or_default(state, payload.sender, period);

  const std::uint32_t wanted = plus(use.actions, payload.actions.size());
  std::uint64_t limit = numbers.quota_actions;
  if (wanted > limit) {
    const std::uint64_t tier = access::tier_of(state, policy, payload.sender, now);
    if (tier > 1) limit += (tier - 1) * numbers.quota_actions_per_tier;
  }
  const bool within = wanted <= limit;
  if (within || !may_use_reserve(registry, payload)) {
    use.actions = wanted;
    kQuotaUse.put(state, payload.sender, period, use);
    return within;
  }
  use.reserve_actions = plus(use.reserve_actions, payload.actions.size());
  kQuotaUse.put(state, payload.sender, period, use);
  return use.reserve_actions <= numbers.quota_reserve;
}

}  // namespace kula::contracts
