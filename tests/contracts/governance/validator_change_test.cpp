// A passed proposal changes the validator set that a block announces, exactly in the block that carries it
// out (C11.4, R16, R18).
#include <gtest/gtest.h>

#include "contracts/governance/create.h"
#include "contracts/governance/vote.h"
#include "tests/contracts/governance/governed_chain.h"
#include "tests/support/people.h"

namespace kula::contracts::governance {
namespace {

using tests::GovernedChain;
using tests::key_of;
using tests::kTimelockMs;
using tests::kVotingMs;

class ValidatorChangeTest : public testing::Test {
 protected:
  types::ValidatorSet set() const { return chain_.processor().validator_set(chain_.state()); }
  bool validates(const std::string& node) const {
    return set().index_of(key_of(node).public_key()).has_value();
  }

  void propose(const ProposalAction& action) {
    const auto closes_at = after(chain_.now(), kVotingMs + 1000);
    chain_.queue(1, CreateProposal{"Change", {}, {action}, closes_at});
  }
  void approve(std::uint64_t proposal) {
    for (std::size_t member = 1; member <= 3; ++member) chain_.queue(member, Vote{proposal, Choice::yes});
  }
  // Valid until the next block.
  const GovernedChain::Block& run(DurationMs later) {
    const auto& block = chain_.run_block(later);
    for (const auto& receipt : block.result.receipts.transactions)
      EXPECT_EQ(receipt.code, types::kAccepted)
          << chain_.processor().code_json(receipt.code).string_at("name");
    return block;
  }

  GovernedChain chain_{3};
};

TEST_F(ValidatorChangeTest, IsAnnouncedByTheBlockThatCarriesItOutAndByNoneBefore) {
  const auto before = set();
  ASSERT_EQ(before.size(), 3U);
  chain_.queue_ready("node-4");
  run(1);
  propose(AddValidator{Slug{"node-4"}});
  run(1);
  approve(1);
  EXPECT_EQ(run(1).result.next_validator_set, before);
  EXPECT_EQ(run(kVotingMs + 997).result.next_validator_set, before);  // the millisecond before the close
  EXPECT_EQ(run(1).result.next_validator_set, before);                // closed: the timelock begins
  chain_.queue_ready("node-4");
  EXPECT_EQ(run(1).result.next_validator_set, before);
  EXPECT_EQ(run(kTimelockMs - 2).result.next_validator_set, before);
  const auto changed = run(1).result.next_validator_set;
  EXPECT_EQ(changed.size(), 4U);
  EXPECT_TRUE(changed.is_valid());
  EXPECT_TRUE(changed.index_of(key_of("node-4").public_key()));
  EXPECT_EQ(set(), changed);
  EXPECT_EQ(run(1000).result.next_validator_set, changed);
}

TEST_F(ValidatorChangeTest, TakesOneBlockEachWhenManyAreDueAtOnce) {
  chain_.queue_ready("node-4");
  chain_.queue_ready("node-5");
  run(1);
  propose(AddValidator{Slug{"node-4"}});
  propose(RemoveValidator{Slug{"node-2"}});
  propose(AddValidator{Slug{"node-5"}});
  run(1);
  for (std::uint64_t proposal = 1; proposal <= 3; ++proposal) approve(proposal);
  run(1);
  run(kVotingMs + 1000);
  chain_.queue_ready("node-4");
  chain_.queue_ready("node-5");
  run(1);
  run(kTimelockMs - 2000);
  run(2000);
  EXPECT_TRUE(validates("node-4") && validates("node-2") && !validates("node-5"));
  run(1);
  EXPECT_TRUE(validates("node-4") && !validates("node-2") && !validates("node-5"));
  run(1);
  EXPECT_TRUE(validates("node-4") && !validates("node-2") && validates("node-5"));
  EXPECT_EQ(set().size(), 4U);
}

TEST_F(ValidatorChangeTest, LeavesWorkDueUntilTheLastOneIsDone) {
  propose(RemoveValidator{Slug{"node-2"}});
  propose(RemoveValidator{Slug{"node-3"}});
  run(1);
  approve(1);
  approve(2);
  run(1);
  run(kVotingMs + 1000);
  run(kTimelockMs);
  ASSERT_EQ(set().size(), 2U);
  // The next block must not wait for the heartbeat.
  const auto due = chain_.processor().next_due(chain_.state());
  ASSERT_TRUE(due);
  EXPECT_LE(*due, chain_.now());
  run(1);
  EXPECT_EQ(set().size(), 1U);
  EXPECT_EQ(chain_.processor().next_due(chain_.state()), std::nullopt);
}

}  // namespace
}  // namespace kula::contracts::governance
