#include "contracts/access/governed_tables.h"

#include <algorithm>
#include <set>

#include "contracts/access/tables.h"
#include "contracts/courses/limits.h"

namespace kula::contracts::access {

namespace {

constexpr std::uint8_t kFirstGovernedTier = 2;
constexpr std::size_t kMaxAlternatives = 8;  // read on every access decision

bool is_valid_tier(const Tier& tier) {
  if (tier.tier < kFirstGovernedTier || tier.tier > courses::kMaxTier) return false;
  if (tier.alternatives.empty() || tier.alternatives.size() > kMaxAlternatives) return false;
  return std::all_of(tier.alternatives.begin(), tier.alternatives.end(),
                     [](const TierAlternative& alternative) {
                       return alternative.plan || alternative.points || alternative.spend;
                     });
}

TierAlternative with_points(std::uint64_t points) { return {std::nullopt, Points{points}, std::nullopt}; }
TierAlternative with_spend(std::uint64_t minor_units) {
  return {std::nullopt, std::nullopt, Amount{minor_units}};
}

}  // namespace

bool TierTable::is_valid() const {
  const auto not_ascending = [](const Tier& a, const Tier& b) { return a.tier >= b.tier; };
  return std::all_of(tiers.begin(), tiers.end(), is_valid_tier) &&
         std::adjacent_find(tiers.begin(), tiers.end(), not_ascending) == tiers.end();
}

bool RuleTable::is_valid() const {
  return std::set<AccessRule>(rules.begin(), rules.end()).size() == rules.size();
}

TierTable default_tiers() {
  return {{Tier{2, {with_points(50), with_spend(50'00)}}, Tier{3, {with_points(200), with_spend(200'00)}}}};
}

RuleTable default_rules() { return {{AccessRule::public_licence, AccessRule::owned, AccessRule::tier}}; }

void set_tier_table(state::Overlay& state, const TierTable& tiers) {
  KULA_CHECK(tiers.is_valid(), "a tier table that is none; check the genesis document");
  kTiers.put(state, tiers);
}

void set_rule_table(state::Overlay& state, const RuleTable& rules) {
  KULA_CHECK(rules.is_valid(), "an access rule stands twice in its table; check the genesis document");
  kRules.put(state, rules);
}

TierTable tier_table(const state::StateView& state) { return kTiers.get_or_default(state); }
RuleTable rule_table(const state::StateView& state) { return kRules.get_or_default(state); }

}  // namespace kula::contracts::access
