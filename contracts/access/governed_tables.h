// The two governed tables of access (C5.1, C5.3): which tier needs what, and which rules open a resource, in
// order.
#pragma once

#include <vector>

#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/state/overlay.h"

namespace kula::contracts::access {

// One way to reach a tier: every part that is given must hold.
struct TierAlternative {
  std::optional<Slug> plan;      // an active membership segment of this plan
  std::optional<Points> points;  // trailing vested points of at least this
  std::optional<Amount> spend;   // trailing spend of at least this
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("plan", plan), codec::field("points", points), codec::field("spend", spend));
  }
};

// Tier 2 and up (tier 0 is everyone, 1 any open account); any alternative suffices.
struct Tier {
  std::uint8_t tier = 2;
  std::vector<TierAlternative> alternatives;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("tier", tier), codec::field("alternatives", alternatives));
  }
};

struct TierTable {
  std::vector<Tier> tiers;  // ascending, distinct, from 2
  // As above, at most courses::kMaxTier, each with 1 to 8 alternatives that name something.
  [[nodiscard]] bool is_valid() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("tiers", tiers));
  }
};

enum class AccessRule : std::uint8_t { public_licence, owned, tier };  // C5.3 (a), (b), (c)
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(AccessRule) {
  return {"public_licence", "owned", "tier"};
}

// Evaluated in order; the number of the first that grants (1 = the first) appears in the decision.
struct RuleTable {
  std::vector<AccessRule> rules;
  // Every rule at most once.
  [[nodiscard]] bool is_valid() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("rules", rules));
  }
};

[[nodiscard]] TierTable default_tiers();
[[nodiscard]] RuleTable default_rules();
// REQUIRE valid tables.
void set_tier_table(state::Overlay& state, const TierTable& tiers);
void set_rule_table(state::Overlay& state, const RuleTable& rules);
// As set; before that, no tier above 1 and no rule that grants.
[[nodiscard]] TierTable tier_table(const state::StateView& state);
[[nodiscard]] RuleTable rule_table(const state::StateView& state);

}  // namespace kula::contracts::access
