#include <gtest/gtest.h>

#include "stores.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

// Proofs are judged by ledger/types alone, values by the list of blocks below.
class Queries : public ::testing::TestWithParam<StoreKind> {
 protected:
  Queries() {
    blocks_.push_back(chain_.extend({make({"ann", 0, kAdd, {5}}), set_note("bob", 0, "second", "shade")}));
    blocks_.push_back(chain_.extend({erase_note("bob", 1, "first"), make({"ann", 1, kFail})}));
    blocks_.push_back(chain_.extend({}));
    blocks_.push_back(chain_.extend({set_note("cat", 0, "first", "again"), make({"ann", 2, kAdd, {2}})}));
    // Final through its child: the proof carries the child's header (R7).
    const auto parent = chain_.propose(chain_->tip_id(), {make({"ann", 3, kAdd, {1}})}, 1);
    const auto child = chain_.propose(parent->id, {make({"ann", 4, kAdd, {1}})}, 2);
    const auto proof = finalize(parent->block.header, {"validator 0"}, {child->block.header});
    EXPECT_TRUE(chain_->commit(parent->id, proof).has_value());
    chain_.commit(child);
    blocks_.push_back(parent);
    blocks_.push_back(child);
  }
  [[nodiscard]] Height last() const { return Height{blocks_.size()}; }

  TestStore store_{GetParam()};
  ToyChain chain_{*store_};
  std::vector<ExecutedBlockPointer> blocks_;  // of heights 1, 2, …
};
INSTANTIATE_TEST_SUITE_P(, Queries, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

TEST_P(Queries, AnswerNothingAboveTheTip) {
  const Height above = next(last());
  EXPECT_EQ(chain_->header(above), std::nullopt);
  EXPECT_FALSE(chain_->block(above).has_value());
  EXPECT_EQ(chain_->receipts(above), std::nullopt);
  EXPECT_FALSE(chain_->finality(above).has_value());
  EXPECT_EQ(chain_->state_at(above).error(), HistoryError::height_not_reached);
  EXPECT_EQ(chain_->prove(above, note_key("first")).error(), HistoryError::height_not_reached);
  EXPECT_FALSE(chain_->prove_history(Height{0}, above).has_value());
}

TEST_P(Queries, AnswerNothingForNamesThatAreNone) {
  EXPECT_EQ(chain_->height_of({}), std::nullopt);
  EXPECT_FALSE(chain_->find({}).has_value());
  EXPECT_EQ(chain_->executed({}), nullptr);
  EXPECT_EQ(chain_->state_after({}), nullptr);
  EXPECT_EQ(chain_->state_after(blocks_[0]->id), nullptr) << "committed and not the tip: ask for its height";
}

TEST_P(Queries, GiveBackBlocksReceiptsAndProofsOfFinality) {
  for (const auto& block : blocks_) {
    const types::BlockHeader& header = block->block.header;
    EXPECT_EQ(chain_->header(header.height), header);
    EXPECT_EQ(types::encode_block(chain_->block(header.height).value()), types::encode_block(block->block));
    EXPECT_EQ(chain_->receipts(header.height), block->receipts);
    EXPECT_EQ(chain_->height_of(block->id), header.height);
    EXPECT_TRUE(types::verify(chain_->finality(header.height).value(), header, chain_->validator_set()));
  }
  EXPECT_EQ(chain_->block(Height{0})->transactions.size(), 0U);
  EXPECT_FALSE(chain_->finality(Height{0}).has_value());
}

TEST_P(Queries, FindTransactionsByTheirPlace) {
  for (const auto& block : blocks_) {
    for (std::uint32_t i = 0; i < block->block.transactions.size(); ++i) {
      const auto found = chain_->find(block->block.transactions[i]->id());
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(found->height, block->block.header.height);
      EXPECT_EQ(found->index, i);
    }
  }
}

TEST_P(Queries, ReadTheStateOfEveryHeight) {
  const std::vector<std::uint8_t> anns = {0, 5, 5, 5, 7, 8, 9};
  const std::vector<std::optional<std::string>> first = {"light", "light", std::nullopt, std::nullopt,
                                                         "again", "again", "again"};
  for (std::uint64_t height = 0; height < anns.size(); ++height) {
    const auto state = chain_->state_at(Height{height});
    ASSERT_TRUE(state.has_value());
    EXPECT_EQ(counter_of(**state, "ann"), anns[height]) << height;
    EXPECT_EQ(note_of(**state, "first"), first[height]) << height;
    EXPECT_EQ(note_of(**state, "second").has_value(), height > 0) << height;
  }
}

TEST_P(Queries, ProveEveryRowAtEveryHeight) {
  const std::vector<state::StateKey> keys = {note_key("first"),
                                             note_key("second"),
                                             note_key("never"),
                                             counter_key(person("ann")),
                                             counter_key(person("nobody")),
                                             validator_key(0)};
  std::size_t present = 0;
  std::size_t absent = 0;
  for (Height height; height <= last(); height = next(height)) {
    for (const auto& key : keys) {
      const auto proven = chain_->prove(height, key);
      ASSERT_TRUE(proven.has_value());
      const types::BlockHeader& header = proven->header;
      EXPECT_EQ(header.height, height);
      EXPECT_EQ(chain_->height_of(types::id_of(header)), height);
      EXPECT_EQ(types::verify(proven->finality, header, chain_->validator_set()), height.value > 0);

      EXPECT_EQ(proven->value, (*chain_->state_at(height))->get(key));
      const auto table = static_cast<std::uint16_t>(key[0] << 8 | key[1]);
      const auto place = types::state_key_hash(table, ByteView(key).subspan(2));
      if (proven->value) {
        ++present;
        const Hash value = types::state_value_hash(*proven->value);
        EXPECT_TRUE(types::verify_inclusion(header.state_root, place, value, proven->proof));
        EXPECT_FALSE(types::verify_absence(header.state_root, place, proven->proof));
      } else {
        ++absent;
        EXPECT_TRUE(types::verify_absence(header.state_root, place, proven->proof));
      }
    }
  }
  EXPECT_EQ(present, 7U /*ann*/ + 7 /*validator*/ + 5 /*first*/ + 6 /*second*/);
  EXPECT_EQ(absent, 7U * 6 - present);
}

TEST_P(Queries, ProveEveryBlockUnderEveryLaterHeader) {
  for (Height under; under <= last(); under = next(under)) {
    const auto header = chain_->header(under).value();
    for (Height height; height <= last(); height = next(height)) {
      const auto proof = chain_->prove_history(height, under);
      ASSERT_EQ(proof.has_value(), height < under) << height.value << " under " << under.value;
      if (!proof) continue;
      const auto id = types::id_of(chain_->header(height).value());
      EXPECT_TRUE(types::verify_in_history(header.history_root, id, *proof));
      EXPECT_EQ(proof->height, height.value);
      EXPECT_EQ(proof->count, under.value);
    }
  }
}

TEST_P(Queries, AnswerTheSameAfterARestart) {
  store_.reopen();
  ToyChain again(*store_);
  for (Height height; height <= last(); height = next(height)) {
    const auto proven = again->prove(height, note_key("first"));
    ASSERT_TRUE(proven.has_value());
    EXPECT_EQ(proven->header, again->header(height));
  }
  EXPECT_EQ(again->tip_id(), blocks_.back()->id);
}

}  // namespace
}  // namespace kula::ledger
