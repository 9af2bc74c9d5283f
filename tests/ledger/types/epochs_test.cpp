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
    genesis.validator_set = genesis.next_validator_set = four.set.hash();
    trusted = trusted_from(genesis, four.set);
    close.header = block_header();
    close.header.epoch = Epoch{0};
    close.header.validator_set = four.set.hash();
    close.header.next_validator_set = five.set.hash();
    close.next = five.set;
    sign(close, four);
  }
  static void sign(EpochClose& changed, const Signers& signers) {
    const BlockHeader& header = changed.header;
    // Proposed again in later views before it was final (R16).
    const VoteSubject subject{VoteKind::finalize, header.epoch, View{header.view.value + 2}, id_of(header)};
    const auto all = (std::uint32_t{1} << signers.keys.size()) - 1;
    changed.finality = {{}, signers.certify(header.chain_id, subject, all)};
  }
  [[nodiscard]] bool accepted(const EpochClose& changed) {
    TrustedSet after = trusted;
    const bool answer = advance(after, changed);
    EXPECT_EQ(after.epoch, answer ? Epoch{1} : Epoch{0});
    EXPECT_EQ(after.validators, answer ? five.set : four.set);
    return answer;
  }

  Signers four{4};
  Signers five{5};
  TrustedSet trusted;
  EpochClose close;
};

TEST_F(Epochs, RefuseACloseThatAnotherSetSigned) {
  sign(close, five);
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, RefuseACloseThatNobodySigned) {
  close.finality.finalization.signatures[0].bytes[5] ^= 1;
  EXPECT_FALSE(accepted(close));
  close.finality.finalization = {};
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, RefuseASetThatTheClosingBlockDoesNotName) {
  close.next.validators.pop_back();
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, RefuseASetThatCannotValidate) {
  std::swap(close.next.validators[0], close.next.validators[1]);
  close.header.next_validator_set = close.next.hash();
  sign(close, four);
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, RefuseABlockThatClosesNothing) {
  close.header.next_validator_set = close.header.validator_set;
  close.next = four.set;
  sign(close, four);
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, RefuseTheCloseOfAnotherEpochChainOrPast) {
  EpochClose other = close;
  other.header.epoch = Epoch{1};
  sign(other, four);
  EXPECT_FALSE(accepted(other));
  other = close;
  other.header.chain_id.bytes[0] ^= 1;
  sign(other, four);
  EXPECT_FALSE(accepted(other));
  other = close;
  other.header.height = Height{0};
  sign(other, four);
  EXPECT_FALSE(accepted(other));
}

TEST_F(Epochs, RefuseACloseThatIsFinalThroughAChild) {
  // R16: a closing block has no child in its epoch, so such a proof can only come from validators that broke
  // it.
  BlockHeader child = close.header;
  child.parent = id_of(close.header);
  child.height = Height{1001};
  const VoteSubject subject{VoteKind::finalize, child.epoch, child.view, id_of(child)};
  close.finality = {{child}, four.certify(child.chain_id, subject, 0b1111)};
  ASSERT_TRUE(is_final_under(trusted, close.header, close.finality));
  EXPECT_FALSE(accepted(close));
}

TEST_F(Epochs, FollowTheChainOfClosingBlocks) {
  ASSERT_TRUE(accepted(close));
  ASSERT_TRUE(advance(trusted, close));
  EXPECT_EQ(trusted.since, Height{1000});
  EXPECT_FALSE(advance(trusted, close)) << "an epoch ends once";
  BlockHeader child = close.header;
  child.epoch = epoch_after(close.header);
  child.height = Height{1001};
  child.validator_set = five.set.hash();
  const VoteSubject subject{VoteKind::finalize, child.epoch, child.view, id_of(child)};
  EXPECT_TRUE(is_final_under(trusted, child, {{}, five.certify(child.chain_id, subject, 0b11110)}));
  EXPECT_FALSE(is_final_under(trusted, child, {{}, four.certify(child.chain_id, subject, 0b1111)}));
}

TEST_F(Epochs, OfAGenesisBelievesItsValidators) {
  EXPECT_EQ(trusted.epoch, Epoch{0});
  EXPECT_EQ(trusted.validators, four.set);
  EXPECT_EQ(trusted.since, Height{0});
}

}  // namespace
}  // namespace kula::types
