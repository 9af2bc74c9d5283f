// What a recovery does to the state, and who the members are that may ask for one (R21, C11.2).
#include <gtest/gtest.h>

#include "contracts/accounts/persons.h"
#include "contracts/accounts/validators.h"
#include "contracts/governance/create.h"
#include "contracts/governance/events.h"
#include "contracts/governance/members.h"
#include "contracts/governance/recover.h"
#include "contracts/governance/vote.h"
#include "contracts/kernel/tables.h"
#include "tests/contracts/governance/governed_chain.h"
#include "tests/support/people.h"

namespace kula::contracts::governance {
namespace {

using tests::GovernedChain;
using tests::key_of;
using tests::kTimelockMs;
using tests::kVotingMs;

class RecoveryTest : public testing::Test {
 protected:
  [[nodiscard]] types::ValidatorSet set() const { return chain_.processor().validator_set(chain_.state()); }
  [[nodiscard]] types::RecoveryManifest manifest() const {
    types::RecoveryManifest manifest;
    manifest.height = chain_.height();
    manifest.epoch = accounts::current_epoch(chain_.state()).epoch;
    manifest.next = {{{key_of("node-4").public_key()}}};
    return manifest;
  }
  [[nodiscard]] Policy policy() const { return kPolicy.get(chain_.state()).value(); }
  // An account that somebody opened so many periods ago.
  types::Address open(const std::string& name, accounts::AccountKind kind, std::uint64_t periods_ago,
                      TimeMs suspended_until = {}) {
    const auto auth = types::Auth::single(key_of(name).public_key());
    const auto address = types::Address::of(auth);
    const auto rule = policy().periods();
    const auto opened = rule.start_of(Period{rule.period_of(chain_.now()).value - periods_ago});
    const accounts::Account account{Slug{name}, kind,           auth, {}, tests::member_address(1),
                                    opened,     suspended_until};
    state::Overlay overlay(chain_.state());
    accounts::write_account(overlay, address, account);
    accounts::count_new_person(overlay, account, policy().periods().period_of(opened));
    chain_.write(overlay.take_writes());
    return address;
  }
  [[nodiscard]] bool is_member(const types::Address& address) const {
    return chain_.processor().member(chain_.state(), chain_.now(), address).has_value();
  }
  [[nodiscard]] std::uint64_t member_count() const {
    return chain_.processor().member_count(chain_.state(), chain_.now());
  }

  GovernedChain chain_{3};
};

TEST_F(RecoveryTest, NobodyIsAMemberOfAStateThatIsNotKnown) {
  const tests::MapState nothing;
  EXPECT_EQ(chain_.processor().member_count(nothing, chain_.now()), 0U);
  EXPECT_FALSE(chain_.processor().member(nothing, chain_.now(), tests::member_address(1)));
}

TEST_F(RecoveryTest, MembersAreThosePersonsWhoHaveAVote) {
  EXPECT_EQ(member_count(), 3U);
  EXPECT_TRUE(is_member(tests::member_address(1)));
  EXPECT_FALSE(is_member(tests::member_address(4)));
  const auto age = policy().governance.account_age_periods;
  EXPECT_FALSE(is_member(open("young", accounts::AccountKind::person, age)));
  EXPECT_FALSE(is_member(open("firm", accounts::AccountKind::organisation, age + 1)));
  EXPECT_EQ(member_count(), 3U);
  EXPECT_TRUE(is_member(open("old", accounts::AccountKind::person, age + 1)));
  EXPECT_TRUE(is_member(open("held", accounts::AccountKind::person, age + 2, after(chain_.now(), kDayMs))));
  EXPECT_EQ(member_count(), 5U);
}

TEST_F(RecoveryTest, AMemberSignsWithTheKeysThatItHasNow) {
  const auto address = tests::member_address(2);
  auto account = accounts::find(chain_.state(), address).value();
  account.auth = {1, {key_of("new key").public_key()}};
  state::Overlay overlay(chain_.state());
  accounts::write_account(overlay, address, account);
  chain_.write(overlay.take_writes());
  EXPECT_EQ(chain_.processor().member(chain_.state(), chain_.now(), address), account.auth);
}

TEST_F(RecoveryTest, ChangesTheValidatorsAndSaysSoInAReceipt) {
  const auto before = set();
  const auto wanted = manifest();
  const auto& block = chain_.run_block(1000, &wanted);
  EXPECT_EQ(block.result.next_validator_set, wanted.next);
  EXPECT_EQ(set(), wanted.next);
  ASSERT_EQ(block.result.receipts.jobs.size(), 1U);
  const auto& receipt = block.result.receipts.jobs[0];
  EXPECT_EQ(receipt.kind, RecoverChain::kNumber);
  EXPECT_GT(receipt.job, 0U);
  ASSERT_EQ(receipt.events.size(), 1U);
  const auto event = codec::decode<ChainRecovered>(receipt.events[0].body).value();
  EXPECT_EQ(event.recovery, types::hash_of(wanted));
  EXPECT_EQ(event.height, wanted.height);
  EXPECT_EQ(event.validators, wanted.next);
  EXPECT_EQ(event.epoch, types::Epoch{1});
  EXPECT_EQ(chain_.processor().event_json(receipt.events[0]).string_at("kind"), "chain_recovered");
  EXPECT_EQ(accounts::current_epoch(chain_.state()).epoch, types::Epoch{1});
  EXPECT_EQ(accounts::validator_set_of(chain_.state(), types::Epoch{0}), before) << "evidence needs it";
}

// R18: one change of validators a block.
TEST_F(RecoveryTest, AProposalsChangeThatIsDueWithItComesABlockLater) {
  const auto closes_at = after(chain_.now(), kVotingMs + 1000);
  chain_.queue(1, CreateProposal{"Change", {}, {RemoveValidator{Slug{"node-1"}}}, closes_at});
  chain_.run_block(1);
  for (std::size_t member = 1; member <= 3; ++member) chain_.queue(member, Vote{1, Choice::yes});
  chain_.run_block(1);
  chain_.run_block(kVotingMs + 1000);
  auto wanted = manifest();
  wanted.next = set();
  wanted.next.validators.pop_back();
  const bool is_there = wanted.next.index_of(key_of("node-1").public_key()).has_value();
  if (!is_there) wanted.next = {{{key_of("node-1").public_key()}, {key_of("node-4").public_key()}}};
  std::sort(wanted.next.validators.begin(), wanted.next.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  EXPECT_EQ(chain_.run_block(kTimelockMs, &wanted).result.next_validator_set, wanted.next);
  const auto after_it = chain_.run_block(1).result.next_validator_set;
  EXPECT_EQ(after_it.size() + 1, wanted.next.size());
  EXPECT_FALSE(after_it.index_of(key_of("node-1").public_key()));
  EXPECT_EQ(accounts::current_epoch(chain_.state()).epoch, types::Epoch{2});
}

}  // namespace
}  // namespace kula::contracts::governance
