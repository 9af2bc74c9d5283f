#include <gtest/gtest.h>

#include "ledger/limits.h"
#include "stores.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

class Forks : public ::testing::TestWithParam<StoreKind> {
 protected:
  TestStore store_{GetParam()};
  ToyChain chain_{*store_};
};
INSTANTIATE_TEST_SUITE_P(, Forks, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

std::string notes_of(const state::StateView& state) {
  std::string notes;
  state.scan(table_prefix(kNotes), {}, [&](ByteView key, ByteView value) {
    notes += std::string(as_text(key.subspan(2, key.size() - 3))) + "=" + std::string(as_text(value)) + " ";
    return true;
  });
  return notes;
}

TEST_P(Forks, ALostBranchCannotBeBuiltOnAndItsViewsStayRight) {
  const auto genesis = chain_->tip_id();
  const auto left =
      chain_.propose(genesis, {make({"ann", 0, kAdd, {10}}), set_note("ann", 1, "side", "left")}, 1);
  const auto right =
      chain_.propose(genesis, {make({"ann", 0, kAdd, {20}}), erase_note("bob", 0, "first")}, 2);
  const auto left_child = chain_.propose(left->id, {make({"ann", 2, kAdd, {1}})}, 3);
  ASSERT_NE(left->id, right->id);
  const auto left_view = chain_->state_after(left_child->id);
  const auto genesis_view = chain_->state_after(genesis);

  chain_.commit(right);
  EXPECT_EQ(chain_->tip_id(), right->id);
  EXPECT_EQ(chain_->executed(left->id), nullptr);
  EXPECT_EQ(chain_->executed(left_child->id), nullptr);
  EXPECT_EQ(chain_->executed(right->id), nullptr) << "it is no longer executed but committed";
  EXPECT_EQ(chain_->state_after(left->id), nullptr);
  EXPECT_EQ(chain_.execute(left->block).error(), BlockError::unknown_parent);

  EXPECT_EQ(counter_of(*left_view, "ann"), 11);
  EXPECT_EQ(notes_of(*left_view), "first=light side=left ");
  EXPECT_EQ(counter_of(*genesis_view, "ann"), 0);
  EXPECT_EQ(notes_of(*genesis_view), "first=light ");
  EXPECT_EQ(counter_of(*chain_->state_after(right->id), "ann"), 20);
  EXPECT_EQ(notes_of(*chain_->state_after(right->id)), "");
  EXPECT_EQ(chain_->find(left->block.transactions[1]->id()).has_value(), false);
}

TEST_P(Forks, SpeculationIsInvisibleAtTheTip) {
  const auto genesis = chain_->tip_id();
  const auto block = chain_.propose(genesis, {make({"ann", 0, kAdd, {10}}), erase_note("bob", 0, "first")});
  EXPECT_EQ(counter_of(*chain_->state_after(block->id), "ann"), 10);
  EXPECT_EQ(counter_of(*chain_->state_after(genesis), "ann"), 0);
  EXPECT_EQ(notes_of(*chain_->state_after(genesis)), "first=light ");
  EXPECT_EQ(chain_->height_of(block->id), std::nullopt);
  EXPECT_EQ(chain_->tip_id(), genesis);
}

TEST_P(Forks, AChainOfUnfinalBlocksCommitsOneByOne) {
  constexpr std::uint8_t kLength = 8;
  std::vector<ExecutedBlockPointer> blocks;
  types::BlockId parent = chain_->tip_id();
  for (std::uint8_t i = 0; i < kLength; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    blocks.push_back(
        chain_.propose(parent, {make({"ann", static_cast<std::uint8_t>(2 * i), kAdd, {1}}),
                                set_note("ann", static_cast<std::uint8_t>(2 * i + 1), name, "x")}));
    parent = blocks.back()->id;
  }
  const auto last_view = chain_->state_after(parent);
  EXPECT_EQ(counter_of(*last_view, "ann"), kLength);
  EXPECT_EQ(notes_of(*last_view), "a=x b=x c=x d=x e=x f=x first=light g=x h=x ");

  // Built on all of them at once, the tree is what it is when built one by one.
  TestStore other_store(GetParam());
  ToyChain other(*other_store);
  for (const auto& block : blocks) {
    const auto executed = other.execute(block->block);
    ASSERT_TRUE(executed.has_value());
    other.commit(*executed);
    chain_.commit(block);
    EXPECT_EQ(chain_->executed(blocks.back()->id) != nullptr, block != blocks.back());
    EXPECT_EQ(counter_of(*last_view, "ann"), kLength);
  }
  EXPECT_EQ(chain_->tip(), other->tip());
  EXPECT_EQ(notes_of(*chain_->state_after(chain_->tip_id())), notes_of(*last_view));
  for (std::uint8_t height = 0; height <= kLength; ++height) {
    EXPECT_EQ(counter_of(**chain_->state_at(Height{height}), "ann"), height);
  }
}

TEST_P(Forks, ACommittedBlockKeepsItsDescendantsAndDropsItsSiblings) {
  const auto genesis = chain_->tip_id();
  const auto kept = chain_.propose(genesis, {make({"ann", 0})}, 1);
  const auto sibling = chain_.propose(genesis, {make({"bob", 0})}, 2);
  const auto child = chain_.propose(kept->id, {make({"bob", 0})}, 3);
  const auto nephew = chain_.propose(sibling->id, {make({"ann", 0})}, 4);
  const auto grandchild = chain_.propose(child->id, {make({"cat", 0})}, 5);
  chain_.commit(kept);
  EXPECT_EQ(chain_->executed(child->id), child);
  EXPECT_EQ(chain_->executed(grandchild->id), grandchild);
  EXPECT_EQ(chain_->executed(sibling->id), nullptr);
  EXPECT_EQ(chain_->executed(nephew->id), nullptr);
  const auto view = chain_->state_after(grandchild->id);
  for (const auto* who : {"ann", "bob", "cat"}) EXPECT_EQ(counter_of(*view, who), 1);
}

TEST_P(Forks, TheMemoryOfExecutedBlocksIsBounded) {
  const auto genesis = chain_->tip_id();
  const auto parent = chain_.propose(genesis, {make({"ann", 0})});
  const auto child = chain_.propose(parent->id, {});
  std::vector<ExecutedBlockPointer> others;
  const auto propose_another = [&] { others.push_back(chain_.propose(genesis, {}, 100 + others.size())); };
  while (others.size() + 2 < kMaxExecutedBlocks) propose_another();
  EXPECT_EQ(chain_->executed(child->id), child) << "there is room for all of them";
  propose_another();
  EXPECT_EQ(chain_->executed(child->id), nullptr) << "the oldest that nothing was executed on goes first";
  EXPECT_EQ(chain_->executed(parent->id), parent) << "its older parent had a child";
  propose_another();
  EXPECT_EQ(chain_->executed(parent->id), nullptr) << "and has none any more";
  for (const auto& block : others) EXPECT_EQ(chain_->executed(block->id), block);
  EXPECT_TRUE(chain_.execute(parent->block).has_value()) << "what is forgotten can be executed again";
  EXPECT_EQ(chain_->executed(others.front()->id), nullptr);
}

// Finality lags: the branch that everybody builds on is kept whole, since each block needs those below it.
TEST_P(Forks, ALongBranchIsNotForgottenUnderItsOwnEnd) {
  std::vector<ExecutedBlockPointer> branch;
  auto parent = chain_->tip_id();
  for (std::size_t i = 0; i < kMaxExecutedBlocks + 5; ++i) {
    branch.push_back(chain_.propose(parent, {}));
    parent = branch.back()->id;
  }
  for (const auto& block : branch) EXPECT_EQ(chain_->executed(block->id), block);
}

}  // namespace
}  // namespace kula::ledger
