// Every invariant, broken by planted rows: exactly that one notices, from the changed rows and from the whole
// state.
#include <functional>
#include <gtest/gtest.h>
#include <set>

#include "contracts/accounts/nodes.h"
#include "contracts/accounts/tables.h"
#include "contracts/accounts/validators.h"
#include "contracts/charity/tables.h"
#include "contracts/contests/tables.h"
#include "contracts/courses/tables.h"
#include "contracts/credits/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/kernel/tables.h"
#include "contracts/projects/tables.h"
#include "tests/support/map_state.h"

namespace kula::contracts::invariants {
namespace {

using projects::ContributionState;

const Slug kAid{"aid"};
const Slug kTwo{"two"};
const types::Address kAnn{};
const Period kPeriod{3};
const TimeMs kDue{777};

void set_book(state::Overlay& state, const Book& book, std::uint64_t amount) {
  kBooks.put(state, book, BookRecord{Amount{amount}, 1, {}});
}
void set_issued(state::Overlay& state, std::uint64_t issued, std::uint64_t redeemed) {
  kExternal.put(state, ExternalRecord{Amount{issued}, Amount{redeemed}, 1, {}});
}
courses::Purchase purchase(std::uint64_t price, courses::PurchaseStatus status) {
  courses::Purchase record;
  record.price = Amount{price};
  record.status = status;
  return record;
}
charity::Grant grant(std::uint64_t amount, std::uint64_t disbursed, charity::GrantState state) {
  charity::Grant record;
  record.amount = Amount{amount};
  record.disbursed = Amount{disbursed};
  record.state = state;
  record.programme = kAid;
  return record;
}
charity::Fund fund(std::uint64_t grants, std::uint64_t open, std::uint64_t granted, std::uint64_t disbursed) {
  charity::Fund record;
  record.grants = grants;
  record.open_grants = open;
  record.granted = Amount{granted};
  record.disbursed = Amount{disbursed};
  return record;
}
contests::Contest contest(std::uint64_t escrowed, contests::ContestState state) {
  contests::Contest record;
  record.escrowed = Amount{escrowed};
  record.state = state;
  return record;
}
credits::Redemption redemption(std::uint64_t amount, credits::RedemptionState state) {
  credits::Redemption record;
  record.amount = Amount{amount};
  record.state = state;
  return record;
}
projects::Contribution contribution(std::uint64_t points, ContributionState state,
                                    std::optional<TimeMs> vests_at = std::nullopt) {
  projects::Contribution record;
  record.points = Points{points};
  record.state = state;
  record.vests_at = vests_at;
  return record;
}

// The generator of the curve, and its double: valid keys in ascending order.
const auto kFirstKey =
    *crypto::PublicKey::from_text("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
const auto kSecondKey =
    *crypto::PublicKey::from_text("c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5");
const types::ValidatorSet kOneValidator{{{kFirstKey}}};
const types::ValidatorSet kTwoValidators{{{kFirstKey}, {kSecondKey}}};

accounts::NodeRecord node_with(const crypto::PublicKey& key, bool active = true) {
  return {kAnn, Hash{key.bytes}, key, "node:1", active};
}

// Rows of every table that an invariant reads, all in agreement.
void write_sound_state(state::Overlay& state) {
  accounts::write_validator_set(state, kOneValidator);
  accounts::write_node(state, kAid, node_with(kFirstKey));
  set_issued(state, 1000, 100);
  set_book(state, Book::account(kAnn), 355);
  set_book(state, Book::escrow(kEscrowRedemption), 20);
  credits::kRedemptions.put(state, 1, redemption(20, credits::RedemptionState::open));
  credits::kRedemptions.put(state, 2, redemption(70, credits::RedemptionState::expired));
  set_book(state, Book::escrow(kEscrowPurchase), 105);
  courses::kPurchases.put(state, kAid, 1, purchase(100, courses::PurchaseStatus::held));
  auto gift = purchase(5, courses::PurchaseStatus::held);
  gift.gift = true;
  gift.accepted = false;
  courses::kPurchases.put(state, kAid, 2, gift);
  courses::kPurchases.put(state, kTwo, 1, purchase(60, courses::PurchaseStatus::paid));
  set_book(state, Book::escrow(kEscrowContest), 80);
  contests::kContests.put(state, kAid, contest(80, contests::ContestState::open));
  set_book(state, Book::fund(kAid), 300);
  set_book(state, Book::fund_committed(kAid), 30);
  set_book(state, Book::fund_committed(kTwo), 10);
  charity::kFunds.put(state, kAid, fund(3, 2, 60, 30));
  charity::kGrants.put(state, kAid, 1, grant(50, 20, charity::GrantState::approved));
  charity::kGrants.put(state, kAid, 2, grant(40, 10, charity::GrantState::closed));
  charity::kGrants.put(state, kAid, 3, grant(40, 0, charity::GrantState::proposed));
  charity::kFunds.put(state, kTwo, fund(1, 1, 10, 0));
  charity::kGrants.put(state, kTwo, 1, grant(10, 0, charity::GrantState::approved));
  projects::kContributions.put(state, kAid, 1, contribution(7, ContributionState::vested, kDue));
  projects::kContributions.put(state, kAid, 2, contribution(3, ContributionState::struck));
  projects::kContributions.put(state, kAid, 3, contribution(2, ContributionState::pending, kDue));
  projects::kContributions.put(state, kAid, 4, contribution(9, ContributionState::waiting));
  projects::kPoints.put(state, kAnn, kPeriod, projects::PeriodPoints{Points{7}, Points{4}});
  projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{7}, Points{4}, Points{3}});
  projects::kPointsDue.put(state, kAnn, kDue, projects::PointCount{Points{2}});
  contests::kAwards.put(state, kAid, 1, contests::Award{1, kAnn, Amount{5}, Points{4}, kPeriod});
}

struct Case {
  const char* what;
  std::function<void(state::Overlay&)> plant;
  std::set<std::string_view> broken;
};

const Case kCases[] = {
    {"nothing", [](state::Overlay&) {}, {}},
    {"credits from nowhere",
     [](state::Overlay& state) { set_book(state, Book::account(kAnn), 356); },
     {"books_sum_to_zero"}},
    {"credits that vanish with their book",
     [](state::Overlay& state) { kBooks.erase(state, Book::account(kAnn)); },
     {"books_sum_to_zero"}},
    {"an issue without a recipient",
     [](state::Overlay& state) { set_issued(state, 1001, 100); },
     {"books_sum_to_zero"}},
    {"an issue as it should be",
     [](state::Overlay& state) {
       set_issued(state, 1001, 100);
       set_book(state, Book::account(kAnn), 356);
     },
     {}},
    {"a redemption closed, its escrow kept",
     [](state::Overlay& state) {
       credits::kRedemptions.put(state, 1, redemption(20, credits::RedemptionState::cancelled));
     },
     {"redemptions_are_covered"}},
    {"a redemption opened without escrow",
     [](state::Overlay& state) {
       credits::kRedemptions.put(state, 3, redemption(1, credits::RedemptionState::open));
     },
     {"redemptions_are_covered"}},
    {"escrow of redemptions taken by somebody",
     [](state::Overlay& state) {
       set_book(state, Book::escrow(kEscrowRedemption), 0);
       set_book(state, Book::account(kAnn), 375);
     },
     {"redemptions_are_covered"}},
    {"a purchase paid, its escrow kept",
     [](state::Overlay& state) {
       courses::kPurchases.put(state, kAid, 1, purchase(100, courses::PurchaseStatus::paid));
     },
     {"purchases_are_covered"}},
    {"a gift taken back, its escrow kept",
     [](state::Overlay& state) {
       courses::kPurchases.put(state, kAid, 2, purchase(5, courses::PurchaseStatus::lapsed));
     },
     {"purchases_are_covered"}},
    {"a purchase refunded twice",
     [](state::Overlay& state) {
       set_book(state, Book::escrow(kEscrowPurchase), 45);
       set_book(state, Book::account(kAnn), 415);
       courses::kPurchases.put(state, kTwo, 1, purchase(60, courses::PurchaseStatus::refunded));
     },
     {"purchases_are_covered"}},
    {"a purchase refunded as it should be",
     [](state::Overlay& state) {
       set_book(state, Book::escrow(kEscrowPurchase), 5);
       set_book(state, Book::account(kAnn), 455);
       courses::kPurchases.put(state, kAid, 1, purchase(100, courses::PurchaseStatus::refunded));
     },
     {}},
    {"a contest settled, its prizes kept",
     [](state::Overlay& state) {
       contests::kContests.put(state, kAid, contest(80, contests::ContestState::settled));
     },
     {"prizes_are_covered"}},
    {"a contest announced without prizes in escrow",
     [](state::Overlay& state) {
       contests::kContests.put(state, kTwo, contest(1, contests::ContestState::open));
     },
     {"prizes_are_covered"}},
    {"one fund pays the other's grant",
     [](state::Overlay& state) {
       set_book(state, Book::fund_committed(kAid), 29);
       set_book(state, Book::fund_committed(kTwo), 11);
     },
     {"grants_are_covered"}},
    {"a grant that expires without returning its rest",
     [](state::Overlay& state) {
       charity::kGrants.put(state, kTwo, 1, grant(10, 0, charity::GrantState::expired));
       charity::kFunds.put(state, kTwo, fund(1, 0, 0, 0));
     },
     {"grants_are_covered"}},
    {"a disbursement that its grant does not know",
     [](state::Overlay& state) {
       set_book(state, Book::fund_committed(kTwo), 9);
       set_book(state, Book::account(kAnn), 356);
     },
     {"grants_are_covered"}},
    {"a fund that forgets a grant",
     [](state::Overlay& state) { charity::kFunds.put(state, kAid, fund(2, 2, 60, 30)); },
     {"fund_totals_agree"}},
    {"a fund with an open grant too few",
     [](state::Overlay& state) { charity::kFunds.put(state, kAid, fund(3, 1, 60, 30)); },
     {"fund_totals_agree"}},
    {"a fund that granted less than it says",
     [](state::Overlay& state) { charity::kFunds.put(state, kAid, fund(3, 2, 61, 30)); },
     {"fund_totals_agree"}},
    {"a fund that disbursed more than it says",
     [](state::Overlay& state) { charity::kFunds.put(state, kAid, fund(3, 2, 60, 29)); },
     {"fund_totals_agree"}},
    {"points of a period without a contribution",
     [](state::Overlay& state) {
       projects::kPoints.put(state, kAnn, kPeriod, projects::PeriodPoints{Points{8}, Points{4}});
     },
     {"points_are_earned"}},
    {"a total of points without a contribution",
     [](state::Overlay& state) {
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{8}, Points{4}, Points{3}});
     },
     {"points_are_earned"}},
    {"points of a contest that gave none",
     [](state::Overlay& state) {
       projects::kPoints.put(state, kAnn, kPeriod, projects::PeriodPoints{Points{7}, Points{5}});
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{7}, Points{5}, Points{3}});
     },
     {"points_are_earned"}},
    {"an award whose points nobody has",
     [](state::Overlay& state) {
       contests::kAwards.put(state, kAid, 2, contests::Award{2, kAnn, Amount{}, Points{1}, kPeriod});
     },
     {"points_are_earned"}},
    {"a struck contribution that keeps its points",
     [](state::Overlay& state) {
       projects::kContributions.put(state, kAid, 1, contribution(7, ContributionState::struck));
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{7}, Points{4}, Points{10}});
     },
     {"points_are_earned"}},
    {"a strike that is not counted",
     [](state::Overlay& state) {
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{7}, Points{4}, Points{2}});
     },
     {"points_are_earned"}},
    {"a contribution that vests twice",
     [](state::Overlay& state) {
       projects::kPoints.put(state, kAnn, kPeriod, projects::PeriodPoints{Points{14}, Points{4}});
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{14}, Points{4}, Points{3}});
     },
     {"points_are_earned"}},
    {"points that are due and belong to nothing",
     [](state::Overlay& state) {
       projects::kPointsDue.put(state, kAnn, TimeMs{778}, projects::PointCount{Points{1}});
     },
     {"points_are_earned"}},
    {"points that are due at another time",
     [](state::Overlay& state) {
       projects::kPointsDue.erase(state, kAnn, kDue);
       projects::kPointsDue.put(state, kAnn, TimeMs{778}, projects::PointCount{Points{2}});
     },
     {"points_are_earned"}},
    {"a contribution that vests as it should",
     [](state::Overlay& state) {
       projects::kContributions.put(state, kAid, 3, contribution(2, ContributionState::vested, kDue));
       projects::kPointsDue.erase(state, kAnn, kDue);
       projects::kPoints.put(state, kAnn, kPeriod, projects::PeriodPoints{Points{9}, Points{4}});
       projects::kPointTotals.put(state, kAnn, projects::TotalPoints{Points{9}, Points{4}, Points{3}});
     },
     {}},
    {"no validator set",
     [](state::Overlay& state) { accounts::kValidatorSet.erase(state); },
     {"validators_remain", "epochs_follow_the_set"}},
    {"no validator",
     [](state::Overlay& state) { accounts::kValidatorSet.put(state, types::ValidatorSet{}); },
     {"validators_remain", "epochs_follow_the_set"}},
    {"one validator twice",
     [](state::Overlay& state) {
       accounts::kValidatorSet.put(state,
                                   types::ValidatorSet{{{crypto::PublicKey{}}, {crypto::PublicKey{}}}});
     },
     {"validators_remain", "epochs_follow_the_set"}},
    {"a validator whose node is retired",
     [](state::Overlay& state) { accounts::kNodes.put(state, kAid, node_with(kFirstKey, false)); },
     {"validators_remain"}},
    {"a newcomer without a node",
     [](state::Overlay& state) { accounts::change_validator_set(state, Height{5}, kTwoValidators); },
     {"validators_remain"}},
    {"a newcomer as it should be",
     [](state::Overlay& state) {
       accounts::write_node(state, kTwo, node_with(kSecondKey));
       accounts::change_validator_set(state, Height{5}, kTwoValidators);
     },
     {}},
    {"a set that its epoch does not have",
     [](state::Overlay& state) {
       accounts::write_node(state, kTwo, node_with(kSecondKey));
       accounts::kValidatorSet.put(state, kTwoValidators);
     },
     {"epochs_follow_the_set"}},
    {"an epoch without a set",
     [](state::Overlay& state) {
       accounts::kEpoch.put(state, accounts::EpochStart{types::Epoch{1}, Height{5}});
     },
     {"epochs_follow_the_set"}},
};

TEST(Invariants, AreEachBrokenByWhatTheyAreThereFor) {
  std::set<std::string_view> seen;
  for (const auto& each : kCases) {
    tests::MapState state;
    state::Overlay genesis(state);
    write_sound_state(genesis);
    state.apply(genesis.writes());
    state::Overlay changes(state);
    each.plant(changes);
    for (const auto& invariant : all_invariants()) {
      const bool sound = each.broken.count(invariant.name) == 0;
      EXPECT_EQ(invariant.holds_after(changes), sound)
          << each.what << ": " << invariant.name << ", changed rows";
      EXPECT_EQ(invariant.holds(changes), sound)
          << each.what << ": " << invariant.name << ", the whole state";
      if (!sound) seen.insert(invariant.name);
    }
  }
  EXPECT_EQ(seen.size(), all_invariants().size());
}

// From one sound state to another, by a step that no block may make (R16, R18).
TEST(Invariants, SeeWrongStepsFromOneEpochToTheNext) {
  const auto third = *crypto::PublicKey::from_text(
      "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9");  // three times the generator
  const types::ValidatorSet all_three{{{kFirstKey}, {kSecondKey}, {third}}};
  struct Step {
    const char* what;
    types::ValidatorSet set;
    accounts::EpochStart start;
    bool sound;
  };
  const types::Epoch same{1};
  const types::Epoch following{2};
  const Step steps[] = {{"the next", kOneValidator, {following, Height{6}}, true},
                        {"nothing", kTwoValidators, {same, Height{5}}, true},
                        {"a second one in a block", kOneValidator, {following, Height{5}}, false},
                        {"one in the past", kOneValidator, {following, Height{4}}, false},
                        {"an epoch left out", kOneValidator, {types::Epoch{3}, Height{6}}, false},
                        {"no new epoch", kOneValidator, {same, Height{6}}, false},
                        {"a new epoch for the same set", kTwoValidators, {following, Height{6}}, false},
                        {"one for another", {{{kFirstKey}, {third}}}, {following, Height{6}}, false},
                        {"one by one", all_three, {following, Height{6}}, true}};
  for (const auto& step : steps) {
    tests::MapState state;
    state::Overlay genesis(state);
    accounts::write_validator_set(genesis, kOneValidator);
    accounts::change_validator_set(genesis, Height{5}, kTwoValidators);
    state.apply(genesis.writes());
    state::Overlay changes(state);
    accounts::kValidatorSet.put(changes, step.set);
    accounts::kEpoch.put(changes, step.start);
    accounts::kEpochSets.put(changes, step.start.epoch, step.set);
    EXPECT_EQ(epochs_follow_the_set().holds_after(changes), step.sound) << step.what;
  }
}

}  // namespace
}  // namespace kula::contracts::invariants
