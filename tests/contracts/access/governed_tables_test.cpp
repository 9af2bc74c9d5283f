#include "contracts/access/governed_tables.h"

#include <gtest/gtest.h>

namespace kula::contracts::access {
namespace {

TierAlternative points(std::uint64_t number) { return {std::nullopt, Points{number}, std::nullopt}; }

TEST(TierTable, RefusesTiersOutOfOrderOrRangeAndAlternativesThatAskForNothing) {
  EXPECT_FALSE((TierTable{{{1, {points(1)}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{10, {points(1)}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{3, {points(1)}}, {2, {points(2)}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{2, {points(1)}}, {2, {points(2)}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{2, {}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{2, {TierAlternative{}}}}}).is_valid());
  EXPECT_FALSE((TierTable{{{2, std::vector<TierAlternative>(9, points(1))}}}).is_valid());
}

TEST(TierTable, AcceptsNoneAndAscendingTiers) {
  EXPECT_TRUE(TierTable{}.is_valid());
  EXPECT_TRUE((TierTable{{{2, std::vector<TierAlternative>(8, points(1))}, {9, {points(2)}}}}).is_valid());
  EXPECT_TRUE(default_tiers().is_valid());
}

TEST(RuleTable, RefusesARuleThatStandsTwice) {
  EXPECT_FALSE((RuleTable{{AccessRule::owned, AccessRule::tier, AccessRule::owned}}).is_valid());
  EXPECT_TRUE(RuleTable{}.is_valid());
  EXPECT_TRUE(default_rules().is_valid());
}

TEST(GovernedTables, AreReadAsTheyWereSet) {
  const state::EmptyState empty;
  state::Overlay state(empty);
  EXPECT_TRUE(tier_table(state).tiers.empty());
  EXPECT_TRUE(rule_table(state).rules.empty());
  set_tier_table(state, {{{4, {points(7)}}}});
  set_rule_table(state, {{AccessRule::tier}});
  ASSERT_EQ(tier_table(state).tiers.size(), 1u);
  EXPECT_EQ(tier_table(state).tiers[0].tier, 4);
  EXPECT_EQ(tier_table(state).tiers[0].alternatives[0].points, Points{7});
  EXPECT_EQ(rule_table(state).rules, std::vector{AccessRule::tier});
}

}  // namespace
}  // namespace kula::contracts::access
