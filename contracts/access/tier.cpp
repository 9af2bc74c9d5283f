#include "contracts/access/tier.h"

#include <algorithm>

#include "contracts/access/governed_tables.h"
#include "contracts/accounts/accounts.h"
#include "contracts/courses/spend.h"
#include "contracts/projects/points.h"

namespace kula::contracts::access {

namespace {

// No account is a member on a plan yet: an alternative that asks for one does not hold.
bool holds(const TierAlternative& alternative, const Standing& standing) {
  return !alternative.plan && (!alternative.points || standing.points >= *alternative.points) &&
         (!alternative.spend || standing.spend >= *alternative.spend);
}

}  // namespace

Standing standing_of(const state::StateView& state, const Policy& policy, const types::Address& account,
                     TimeMs now) {
  Standing standing;
  standing.open = accounts::is_open(state, account);
  if (!standing.open) return standing;
  standing.tier = 1;
  const Period period = policy.periods().period_of(now);
  const Period first = window_start(period, policy.access.trailing_periods);
  standing.points = exact_add(projects::vested_points(state, account, first, period, now),
                              projects::awarded_points(state, account, first, period));
  standing.spend = courses::trailing_spend(state, policy, account, now);
  for (const auto& tier : tier_table(state).tiers) {
    const bool reached =
        std::any_of(tier.alternatives.begin(), tier.alternatives.end(),
                    [&](const TierAlternative& alternative) { return holds(alternative, standing); });
    if (reached) standing.tier = tier.tier;
  }
  return standing;
}

std::uint8_t tier_of(const state::StateView& state, const Policy& policy, const types::Address& account,
                     TimeMs now) {
  return standing_of(state, policy, account, now).tier;
}

}  // namespace kula::contracts::access
