#include "contracts/governance/members.h"

#include "contracts/accounts/persons.h"

namespace kula::contracts::governance {

Period members_from_before(const Policy& policy, TimeMs at) {
  return window_start(policy.periods().period_of(at), policy.governance.account_age_periods);
}

std::uint64_t member_count(const state::StateView& state, const Policy& policy, TimeMs at) {
  return accounts::persons_from_before(state, members_from_before(policy, at),
                                       policy.periods().period_of(at));
}

std::optional<types::Auth> member(const state::StateView& state, const Policy& policy, TimeMs at,
                                  const types::Address& address) {
  const auto limit = members_from_before(policy, at);
  if (!accounts::is_person_from_before(state, policy.periods(), address, limit)) return std::nullopt;
  return accounts::find(state, address)->auth;
}

}  // namespace kula::contracts::governance
