// The light chain across a recovery (R21): by a proof of who the members are, never because somebody signed.
#include <gtest/gtest.h>

#include "ledger/types/epochs.h"
#include "ledger/types/snapshot.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

// Says what it is told to, and remembers whether it was asked.
class SaysJudge final : public RecoveryJudge {
 public:
  explicit SaysJudge(bool answer) : answer_(answer) {}
  [[nodiscard]] bool members_agree(const BlockHeader&, const RecoveryProof& proof) const override {
    rows_seen = proof.rows.size();
    return answer_;
  }
  mutable std::optional<std::size_t> rows_seen;

 private:
  bool answer_;
};

// Four validators made block 1000 final, and were lost; two others follow. The state has two rows.
class RecoveryTrust : public ::testing::Test {
 protected:
  RecoveryTrust() {
    BlockHeader genesis;
    genesis.chain_id = filled<ChainId>(0xc1);
    genesis.validator_set = genesis.next_validator_set = old_.set.hash();
    trusted_ = trusted_from(genesis, old_.set);
    const StateLeaf one{hash_of_key(Bytes{0, 2, 0x6b}), state_value_hash(as_bytes("value"))};
    const StateLeaf other{hash_of_key(Bytes{0, 2, 0x6d}), state_value_hash({})};
    std::vector<Subtree> parts(2);
    for (const auto& leaf : {one, other}) parts[part_of(leaf.key, 1)] = subtree_of({leaf}, 1);
    close_.header = block_header();
    close_.header.epoch = Epoch{0};
    close_.header.recovery = {};
    close_.header.validator_set = close_.header.next_validator_set = old_.set.hash();
    close_.header.state_root = root_of(parts);
    close_.next = now_.set;
    const auto& sibling = parts[1 - part_of(one.key, 1)].hash;
    RecoveryProof proof;
    proof.rows = {{{0, 2, 0x6b}, to_bytes(as_bytes("value")), {{sibling}, std::nullopt}}};
    close_.recovery = proof;
    complete();
  }
  // Signs the header by the old set, and names it in the manifest.
  void complete() {
    const VoteSubject subject{VoteKind::finalize, close_.header.epoch, View{11}, id_of(close_.header)};
    close_.finality = {{}, old_.certify(close_.header.chain_id, subject, 0b1111)};
    close_.recovery->recovery.manifest = {
        1, close_.header.chain_id, close_.header.height, id_of(close_.header), Epoch{0}, now_.set};
  }
  [[nodiscard]] bool accepted(const RecoveryJudge* judge) {
    TrustedSet after = trusted_;
    const bool answer = advance(after, close_, judge);
    EXPECT_EQ(after.epoch, answer ? Epoch{1} : Epoch{0});
    EXPECT_EQ(after.validators, answer ? now_.set : old_.set);
    return answer;
  }

  Signers old_{4};
  Signers now_{2};
  TrustedSet trusted_;
  EpochClose close_;
  SaysJudge yes_{true};
  SaysJudge no_{false};
};

TEST_F(RecoveryTrust, IsNotBelievedWithoutAJudge) { EXPECT_FALSE(accepted(nullptr)); }

TEST_F(RecoveryTrust, IsNotBelievedWhenTheMembersDoNotAgree) { EXPECT_FALSE(accepted(&no_)); }

TEST_F(RecoveryTrust, IsNotBelievedWithARowThatIsNotInTheState) {
  close_.recovery->rows[0].value = to_bytes(as_bytes("other"));
  EXPECT_FALSE(accepted(&yes_));
  EXPECT_FALSE(yes_.rows_seen) << "the judge was shown a row that is not proved";
}

TEST_F(RecoveryTrust, IsNotBelievedWithARowThatIsSaidToBeAbsent) {
  close_.recovery->rows[0].value.reset();
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, IsNotBelievedWithAKeyThatHasNoTable) {
  close_.recovery->rows[0].key = {0};
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, IsNotBelievedOnABlockThatTheOldValidatorsDidNotSign) {
  close_.finality.finalization.signatures[0].bytes[5] ^= 1;
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, IsNotBelievedOnABlockThatIsFinalThroughALaterOne) {
  BlockHeader child = close_.header;
  child.parent = id_of(close_.header);
  child.height = next(child.height);
  const VoteSubject subject{VoteKind::finalize, child.epoch, child.view, id_of(child)};
  close_.finality = {{child}, old_.certify(child.chain_id, subject, 0b1111)};
  ASSERT_TRUE(is_final_under(trusted_, close_.header, close_.finality));
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, IsNotBelievedOnAClosingBlockOfTheEpochThatItSaysToEnd) {
  close_.header.next_validator_set = Signers(5).set.hash();
  complete();
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, IsNotBelievedWithAManifestOfSomethingElse) {
  const auto original = close_.recovery->recovery.manifest;
  const std::vector<std::function<void(RecoveryManifest&)>> changes = {
      [](auto& manifest) { manifest.chain_id.bytes[0] ^= 1; },
      [](auto& manifest) { manifest.height = next(manifest.height); },
      [](auto& manifest) { manifest.block.bytes[0] ^= 1; }, [](auto& manifest) { manifest.epoch = Epoch{1}; },
      [](auto& manifest) { manifest.next = Signers(3).set; }};
  for (const auto& change : changes) {
    close_.recovery->recovery.manifest = original;
    change(close_.recovery->recovery.manifest);
    EXPECT_FALSE(accepted(&yes_));
  }
}

TEST_F(RecoveryTrust, IsNotBelievedWithValidatorsThatAreNoSet) {
  close_.next.validators = {now_.set.validators[1], now_.set.validators[0]};
  close_.recovery->recovery.manifest.next = close_.next;
  EXPECT_FALSE(accepted(&yes_));
}

TEST_F(RecoveryTrust, LeadsToTheNewValidatorsWhenTheMembersAgreeByProvenRows) {
  EXPECT_TRUE(accepted(&yes_));
  EXPECT_EQ(yes_.rows_seen, 1U);
}

// The new epoch is like any other: blocks by the new set, none by the old one.
TEST_F(RecoveryTrust, TheNewEpochIsTheNewValidators) {
  ASSERT_TRUE(advance(trusted_, close_, &yes_));
  BlockHeader first = close_.header;
  first.epoch = Epoch{1};
  first.height = next(first.height);
  first.validator_set = first.next_validator_set = now_.set.hash();
  const VoteSubject subject{VoteKind::finalize, Epoch{1}, View{1}, id_of(first)};
  EXPECT_TRUE(is_final_under(trusted_, first, {{}, now_.certify(first.chain_id, subject, 0b11)}));
  EXPECT_FALSE(is_final_under(trusted_, first, {{}, old_.certify(first.chain_id, subject, 0b1111)}));
}

// An epoch may be over before its first block: the named block is then the one that it begins on.
TEST_F(RecoveryTrust, LeadsOnFromTheBlockThatTheEpochBeganOn) {
  trusted_.root = id_of(close_.header);
  trusted_.since = close_.header.height;
  trusted_.epoch = Epoch{3};
  close_.recovery->recovery.manifest.epoch = Epoch{3};
  close_.finality = {};
  TrustedSet after = trusted_;
  EXPECT_TRUE(advance(after, close_, &yes_));
  EXPECT_EQ(after.epoch, Epoch{4});
  trusted_.root = {};
  EXPECT_FALSE(advance(trusted_, close_, &yes_));
}

}  // namespace
}  // namespace kula::types
