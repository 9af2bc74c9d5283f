#include "contracts/access/show_tier.h"

#include <algorithm>

#include "contracts/access/governed_tables.h"
#include "contracts/access/tier.h"
#include "contracts/kernel/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::access {

namespace {

struct NextAlternative {
  std::optional<Slug> plan;
  std::optional<Points> points;
  std::optional<Points> points_missing;
  std::optional<Amount> spend;
  std::optional<Amount> spend_missing;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("plan", plan), codec::field("points", points),
            codec::field("points_missing", points_missing), codec::field("spend", spend),
            codec::field("spend_missing", spend_missing));
  }
};

struct NextTier {
  std::uint8_t tier = 0;
  std::vector<NextAlternative> alternatives;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("tier", tier), codec::field("alternatives", alternatives));
  }
};

struct TierAnswer {
  types::Address account;
  Standing standing;
  std::string first_period;
  std::string last_period;
  std::optional<NextTier> next;
  TimeMs at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("tier", standing.tier),
            codec::field("open", standing.open), codec::field("points", standing.points),
            codec::field("spend", standing.spend), codec::field("first_period", first_period),
            codec::field("last_period", last_period), codec::field("next", next), codec::field("at", at));
  }
};

template <class Quantity>
std::optional<Quantity> missing(const std::optional<Quantity>& needed, Quantity have) {
  if (!needed) return std::nullopt;
  return checked_sub(*needed, have).value_or(Quantity{});
}

std::optional<NextTier> next_tier(const TierTable& table, const Standing& standing) {
  const auto next = std::find_if(table.tiers.begin(), table.tiers.end(),
                                 [&](const Tier& tier) { return tier.tier > standing.tier; });
  if (!standing.open || next == table.tiers.end()) return std::nullopt;
  NextTier answer{next->tier, {}};
  for (const auto& alternative : next->alternatives) {
    answer.alternatives.push_back({alternative.plan, alternative.points,
                                   missing(alternative.points, standing.points), alternative.spend,
                                   missing(alternative.spend, standing.spend)});
  }
  return answer;
}

}  // namespace

Expected<codec::JsonValue, execution::QueryError> ShowTier::run(
    const execution::QueryContext& context) const {
  const auto policy = kPolicy.get_or_default(context.state);
  const auto now = context.tip.time;
  const auto periods = policy.periods();
  const Period last = periods.period_of(now);
  const auto standing = standing_of(context.state, policy, account, now);
  return codec::to_json(
      TierAnswer{account, standing, periods.name_of(window_start(last, policy.access.trailing_periods)),
                 periods.name_of(last), next_tier(tier_table(context.state), standing), now});
}

}  // namespace kula::contracts::access
