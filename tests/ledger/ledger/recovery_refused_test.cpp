// R21: what is no recovery of this chain, and changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recovery_fixture.h"

namespace kula::ledger {
namespace {

// Three blocks, and then the validator is lost.
class RecoveryRefused : public ::testing::Test {
 protected:
  RecoveryRefused() {
    for (std::uint8_t nonce = 0; nonce < 3; ++nonce) chain_.extend({make({"ann", nonce})});
    manifest_ = manifest_for(*chain_);
  }
  // What the ledger answers; and that it stands where it stood.
  std::optional<RecoveryFault> fault(const types::SignedRecovery& recovery) {
    const auto tip = chain_->tip_id();
    const auto adopted = chain_->adopt(recovery);
    if (adopted) return std::nullopt;
    EXPECT_EQ(chain_->tip_id(), tip);
    EXPECT_EQ(chain_->epoch(), types::Epoch{0});
    EXPECT_EQ(chain_->validator_set(), set_of({"validator 0"}));
    EXPECT_EQ(chain_->adopted(), nullptr);
    EXPECT_FALSE(chain_->epoch_close(types::Epoch{0}));
    EXPECT_FALSE(text_of(adopted.error()).empty());
    return adopted.error().fault;
  }
  std::optional<RecoveryFault> fault(const types::RecoveryManifest& manifest) {
    return fault(signed_by_members(manifest));
  }

  storage::MemoryStore store_;
  ToyChain chain_{store_, member_genesis()};
  types::RecoveryManifest manifest_;
};

TEST_F(RecoveryRefused, ThatNobodySigned) {
  EXPECT_EQ(fault(types::SignedRecovery{manifest_, {}}), RecoveryFault::too_few);
}

TEST_F(RecoveryRefused, ThatExactlyTwoThirdsOfTheMembersSigned) {
  EXPECT_EQ(fault(signed_by_members(manifest_, 6)), RecoveryFault::too_few);
  EXPECT_EQ(fault(signed_by_members(manifest_, 7)), std::nullopt);
}

TEST_F(RecoveryRefused, ThatAMemberSignedTwice) {
  auto recovery = signed_by_members(manifest_, 6);
  recovery.signatures.insert(recovery.signatures.begin(), recovery.signatures.front());
  EXPECT_EQ(fault(recovery), RecoveryFault::not_well_formed);
}

TEST_F(RecoveryRefused, ThatIsNotInOrder) {
  auto recovery = signed_by_members(manifest_);
  std::swap(recovery.signatures[0], recovery.signatures[1]);
  EXPECT_EQ(fault(recovery), RecoveryFault::not_well_formed);
}

TEST_F(RecoveryRefused, ThatSomebodySignedWhoIsNoMember) {
  auto recovery = signed_by_members(manifest_, 8);
  recovery.signatures.push_back(
      {person("ann"), {{0, toy_key("ann").sign(types::hash_of(manifest_), Hash{})}}});
  put_in_order(recovery);
  EXPECT_EQ(fault(recovery), RecoveryFault::no_member);
}

TEST_F(RecoveryRefused, ThatIsForged) {
  auto recovery = signed_by_members(manifest_);
  recovery.signatures[3].signatures[0].signature.bytes[40] ^= 1;
  EXPECT_EQ(fault(recovery), RecoveryFault::bad_signature);
}

TEST_F(RecoveryRefused, ThatAnotherMembersKeySigned) {
  auto recovery = signed_by_members(manifest_);
  recovery.signatures[0].signatures = recovery.signatures[1].signatures;
  EXPECT_EQ(fault(recovery), RecoveryFault::bad_signature);
}

TEST_F(RecoveryRefused, ThatWasSignedForOtherValidators) {
  auto recovery = signed_by_members(manifest_);
  recovery.manifest.next = set_of({"validator 7"});
  EXPECT_EQ(fault(recovery), RecoveryFault::bad_signature);
}

TEST_F(RecoveryRefused, ThatAnAccountOfSeveralKeysSignedWithTooFewOrOneTwice) {
  const auto of_several = [&](types::SignedRecovery & recovery) -> auto& {
    return std::find_if(recovery.signatures.begin(), recovery.signatures.end(),
                        [](const auto& one) { return one.member == member_of(kMembersOfToy - 1); })
        ->signatures;
  };
  auto recovery = signed_by_members(manifest_);
  of_several(recovery).pop_back();
  EXPECT_EQ(fault(recovery), RecoveryFault::bad_signature);
  of_several(recovery).push_back(of_several(recovery).front());
  EXPECT_EQ(fault(recovery), RecoveryFault::bad_signature);
}

TEST_F(RecoveryRefused, OfAnotherChain) {
  manifest_.chain_id.bytes[0] ^= 1;
  EXPECT_EQ(fault(manifest_), RecoveryFault::other_chain);
}

TEST_F(RecoveryRefused, OfAnUnknownVersion) {
  manifest_.version = 2;
  EXPECT_EQ(fault(manifest_), RecoveryFault::unknown_version);
}

TEST_F(RecoveryRefused, AfterAnotherBlockOfThisHeight) {
  manifest_.block.bytes[0] ^= 1;
  EXPECT_EQ(fault(manifest_), RecoveryFault::other_block);
}

TEST_F(RecoveryRefused, AfterABlockThatIsNotHereYet) {
  manifest_.height = next(manifest_.height);
  EXPECT_EQ(fault(manifest_), RecoveryFault::behind);
}

TEST_F(RecoveryRefused, AfterABlockThatALaterOneFollows) {
  manifest_.height = Height{2};
  manifest_.block = types::id_of(*chain_->header(Height{2}));
  EXPECT_EQ(fault(manifest_), RecoveryFault::later_block);
}

// The certificate that finalizes the tip is of a block that never came: that block is final.
TEST_F(RecoveryRefused, AfterABlockWhoseProofIsOfALaterOne) {
  const auto four = chain_.propose(chain_->tip_id(), {});
  const auto five = chain_.propose(four->id, {});
  const auto proof = finalize(four->block.header, {"validator 0"}, {five->block.header});
  ASSERT_TRUE(chain_->commit(four->id, proof));
  EXPECT_EQ(fault(manifest_for(*chain_)), RecoveryFault::later_block);
  const auto refusal = chain_->cannot_adopt(manifest_for(*chain_)).value();
  EXPECT_EQ(refusal.detail, "it names height 4, and the last by a certificate that is here is 5");
}

TEST_F(RecoveryRefused, OfAnotherEpoch) {
  manifest_.epoch = types::Epoch{1};
  EXPECT_EQ(fault(manifest_), RecoveryFault::wrong_epoch);
}

TEST_F(RecoveryRefused, ToTheSameValidators) {
  manifest_.next = set_of({"validator 0"});
  EXPECT_EQ(fault(manifest_), RecoveryFault::same_validators);
}

TEST_F(RecoveryRefused, ToValidatorsThatAreNoSet) {
  manifest_.next.validators.clear();
  EXPECT_EQ(fault(manifest_), RecoveryFault::bad_validators);
  manifest_.next = set_of({"validator 7", "validator 7"});
  EXPECT_EQ(fault(manifest_), RecoveryFault::bad_validators);
  manifest_.next = set_of(kNewValidators);
  manifest_.next.validators.back().key.bytes.fill(0xff);
  EXPECT_EQ(fault(manifest_), RecoveryFault::bad_validators) << "a key that is no point";
}

TEST_F(RecoveryRefused, WhenItCannotBeStored) {
  store_.fail_next_write(storage::StoreError{"the disk is full"});
  EXPECT_EQ(fault(manifest_), RecoveryFault::not_written);
  EXPECT_EQ(fault(manifest_), std::nullopt);
}

TEST_F(RecoveryRefused, BesideAnotherThatWasAdopted) {
  ASSERT_TRUE(chain_->adopt(signed_by_members(manifest_)));
  auto other = manifest_;
  other.next = set_of({"validator 7"});
  const auto refused = chain_->adopt(signed_by_members(other));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, RecoveryFault::other_recovery);
  EXPECT_EQ(chain_->validator_set(), manifest_.next);
}

}  // namespace
}  // namespace kula::ledger
