#include "ledger/types/epochs.h"

#include <gtest/gtest.h>

#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

// Four validators begin; their epoch ends at height 1000 with five.
class Epochs : public ::testing::Test {
 protected:
  Epochs() {
    BlockHeader genesis;
    genesis.chain_id = filled<ChainId>(0xc1);
    genesis.validator_set = genesis.next_validator_set = four_.set.hash();
    trusted_ = trusted_from(genesis, four_.set);
    close_.header = block_header();
    close_.header.epoch = Epoch{0};
    close_.header.validator_set = four_.set.hash();
    close_.header.next_validator_set = five_.set.hash();
    close_.next = five_.set;
    sign(close_, four_);
  }
  static void sign(EpochClose& changed, const Signers& signers) {
    const BlockHeader& header = changed.header;
    // Proposed again in later views before it was final (R16).
    const VoteSubject subject{VoteKind::finalize, header.epoch, View{header.view.value + 2}, id_of(header)};
    const auto all = (std::uint32_t{1} << signers.keys.size()) - 1;
    changed.finality = {{}, signers.certify(header.chain_id, subject, all)};
  }
  [[nodiscard]] bool accepted(const EpochClose& changed) {
    TrustedSet after = trusted_;
    const bool answer = advance(after, changed);
    EXPECT_EQ(after.epoch, answer ? Epoch{1} : Epoch{0});
    EXPECT_EQ(after.validators, answer ? five_.set : four_.set);
    return answer;
  }

  Signers four_{4};
  Signers five_{5};
  TrustedSet trusted_;
  EpochClose close_;
};

TEST_F(Epochs, RefuseACloseThatAnotherSetSigned) {
  sign(close_, five_);
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, RefuseACloseThatNobodySigned) {
  close_.finality.finalization.signatures[0].bytes[5] ^= 1;
  EXPECT_FALSE(accepted(close_));
  close_.finality.finalization = {};
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, RefuseASetThatTheClosingBlockDoesNotName) {
  close_.next.validators.pop_back();
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, RefuseASetThatCannotValidate) {
  std::swap(close_.next.validators[0], close_.next.validators[1]);
  close_.header.next_validator_set = close_.next.hash();
  sign(close_, four_);
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, RefuseABlockThatClosesNothing) {
  close_.header.next_validator_set = close_.header.validator_set;
  close_.next = four_.set;
  sign(close_, four_);
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, RefuseTheCloseOfAnotherEpochChainOrPast) {
  EpochClose other = close_;
  other.header.epoch = Epoch{1};
  sign(other, four_);
  EXPECT_FALSE(accepted(other));
  other = close_;
  other.header.chain_id.bytes[0] ^= 1;
  sign(other, four_);
  EXPECT_FALSE(accepted(other));
  other = close_;
  other.header.height = Height{0};
  sign(other, four_);
  EXPECT_FALSE(accepted(other));
}

TEST_F(Epochs, RefuseACloseThatIsFinalThroughAChild) {
  // R16: a closing block has no child in its epoch, so such a proof can only come from validators that broke
  // it.
  BlockHeader child = close_.header;
  child.parent = id_of(close_.header);
  child.height = Height{1001};
  const VoteSubject subject{VoteKind::finalize, child.epoch, child.view, id_of(child)};
  close_.finality = {{child}, four_.certify(child.chain_id, subject, 0b1111)};
  ASSERT_TRUE(is_final_under(trusted_, close_.header, close_.finality));
  EXPECT_FALSE(accepted(close_));
}

TEST_F(Epochs, FollowTheChainOfClosingBlocks) {
  ASSERT_TRUE(accepted(close_));
  ASSERT_TRUE(advance(trusted_, close_));
  EXPECT_EQ(trusted_.since, Height{1000});
  EXPECT_FALSE(advance(trusted_, close_)) << "an epoch ends once";
  BlockHeader child = close_.header;
  child.epoch = epoch_after(close_.header);
  child.height = Height{1001};
  child.validator_set = five_.set.hash();
  const VoteSubject subject{VoteKind::finalize, child.epoch, child.view, id_of(child)};
  EXPECT_TRUE(is_final_under(trusted_, child, {{}, five_.certify(child.chain_id, subject, 0b11110)}));
  EXPECT_FALSE(is_final_under(trusted_, child, {{}, four_.certify(child.chain_id, subject, 0b1111)}));
}

TEST_F(Epochs, OfAGenesisBelievesItsValidators) {
  EXPECT_EQ(trusted_.epoch, Epoch{0});
  EXPECT_EQ(trusted_.validators, four_.set);
  EXPECT_EQ(trusted_.since, Height{0});
}

}  // namespace
}  // namespace kula::types
