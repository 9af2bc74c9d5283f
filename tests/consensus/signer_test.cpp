#include "consensus/signer.h"

#include <gtest/gtest.h>

#include "tests/consensus/committee.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::Committee;
using testing::finalize;
using testing::notarize;
using testing::nullify;
using testing::SeededRandom;
using types::View;

class SignerTest : public ::testing::Test {
 protected:
  [[nodiscard]] Opened opened(std::uint64_t above = 0) const {
    return {committee_.chain, committee_.set.validators[0].key, {}, View{above}};
  }
  [[nodiscard]] Expected<Signer, RecordError> restore(const std::vector<RecordEntry>& entries) {
    return Signer::restore(committee_.key(0), random_, committee_.chain, entries);
  }
  [[nodiscard]] Signer with_bodies() {
    auto signer = restore({opened()});
    EXPECT_TRUE(signer);
    for (const auto id : {1, 2, 3}) signer->keep_body(block_id(static_cast<std::uint64_t>(id)), Bytes{1});
    signer->keep_notarization(notarized(5, block_id(1)).notarization);
    return std::move(*signer);
  }
  [[nodiscard]] Voted voted(const types::VoteSubject& subject) const { return {committee_.vote(0, subject)}; }

  [[nodiscard]] Notarized notarized(std::uint64_t view, const types::BlockId& block) const {
    return {committee_.certificate(notarize(view, block), {1, 2, 3})};
  }

  Committee committee_{4};
  SeededRandom random_{1};
};

// Every pair of steps in one view: what is refused, and why (R3-R6, R8).
struct RefusalCase {
  const char* name;
  std::vector<types::VoteSubject> before;
  types::VoteSubject asked;
  std::optional<Refusal> refusal;
};

TEST_F(SignerTest, RefusesWhatExcludesAnEarlierVoteOfTheView) {
  const auto a = block_id(1);
  const auto b = block_id(2);
  const auto without_body = block_id(9);
  auto other_epoch = notarize(5, a);
  other_epoch.epoch.value = 1;
  const std::vector<RefusalCase> cases = {
      {"second notarize", {notarize(5, a)}, notarize(5, b), Refusal::second_notarize},
      {"nullify after finalize", {finalize(5, a)}, nullify(5), Refusal::nullify_after_finalize},
      {"nullify after notarize and finalize",
       {notarize(5, a), finalize(5, a)},
       nullify(5),
       Refusal::nullify_after_finalize},
      {"finalize after nullify", {nullify(5)}, finalize(5, a), Refusal::finalize_after_nullify},
      {"finalize after notarize and nullify",
       {notarize(5, a), nullify(5)},
       finalize(5, a),
       Refusal::finalize_after_nullify},
      {"finalize after nullify and notarize",
       {nullify(5), notarize(5, a)},
       finalize(5, a),
       Refusal::finalize_after_nullify},
      {"finalize another block than notarized",
       {notarize(5, a)},
       finalize(5, b),
       Refusal::finalize_other_block},
      {"second finalize", {finalize(5, a)}, finalize(5, b), Refusal::second_finalize},
      {"notarize another block than finalized", {finalize(5, a)}, notarize(5, b), Refusal::second_notarize},
      {"notarize without a body", {}, notarize(5, without_body), Refusal::notarize_without_body},
      {"finalize without a body", {}, finalize(5, without_body), Refusal::finalize_without_body},
      {"finalize without a notarization", {}, finalize(6, a), Refusal::finalize_without_notarization},
      {"finalize on another block's notarization",
       {},
       finalize(5, b),
       Refusal::finalize_without_notarization},
      {"an epoch that is not open", {}, other_epoch, Refusal::not_opened},
      {"view zero", {}, notarize(0, a), Refusal::view_closed},
      {"notarize after nullify", {nullify(5)}, notarize(5, a), std::nullopt},
      {"nullify after notarize", {notarize(5, a)}, nullify(5), std::nullopt},
      {"finalize what was notarized", {notarize(5, a)}, finalize(5, a), std::nullopt},
      {"finalize without an own notarize", {}, finalize(5, a), std::nullopt},
      {"another view", {notarize(5, a), finalize(5, a)}, notarize(6, b), std::nullopt},
      {"an earlier view", {nullify(5)}, notarize(4, b), std::nullopt},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    auto signer = with_bodies();
    for (const auto& subject : one.before) ASSERT_TRUE(signer.sign(subject, 0));
    (void)signer.take_new_entries();
    const auto vote = signer.sign(one.asked, 0);
    if (one.refusal) {
      ASSERT_FALSE(vote);
      EXPECT_EQ(vote.error(), *one.refusal);
      EXPECT_TRUE(signer.take_new_entries().empty());
    } else {
      ASSERT_TRUE(vote);
      const auto message = types::vote_message(committee_.chain, one.asked);
      EXPECT_TRUE(crypto::verify(committee_.set.validators[0].key, message, vote->signature));
      EXPECT_EQ(signer.take_new_entries().size(), 1u);
    }
    // The same must hold when the earlier votes come back from the record.
    std::vector<RecordEntry> entries{opened()};
    for (const auto id : {1, 2, 3})
      entries.push_back(StoredBody{block_id(static_cast<std::uint64_t>(id)), {1}});
    entries.push_back(notarized(5, block_id(1)));
    for (const auto& subject : one.before) entries.push_back(voted(subject));
    auto restored = restore(entries);
    ASSERT_TRUE(restored);
    EXPECT_EQ(restored->sign(one.asked, 0).has_value(), !one.refusal);
  }
}

TEST_F(SignerTest, RefusesASecondProposalInAView) {
  auto signer = with_bodies();
  ASSERT_TRUE(signer.note_proposal({}, View{3}, block_id(1)));
  EXPECT_TRUE(signer.note_proposal({}, View{3}, block_id(1)));
  EXPECT_EQ(signer.note_proposal({}, View{3}, block_id(2)).error(), Refusal::second_proposal);
  EXPECT_EQ(signer.sign(notarize(3, block_id(2)), 0).error(), Refusal::notarize_other_than_own);
  EXPECT_TRUE(signer.sign(notarize(3, block_id(1)), 0));
}

TEST_F(SignerTest, RefusesAProposalAfterAnOwnNullifyOrAnotherNotarize) {
  auto signer = with_bodies();
  ASSERT_TRUE(signer.sign(nullify(3), 0));
  EXPECT_EQ(signer.note_proposal({}, View{3}, block_id(1)).error(), Refusal::proposal_after_nullify);
  ASSERT_TRUE(signer.sign(notarize(4, block_id(1)), 0));
  EXPECT_EQ(signer.note_proposal({}, View{4}, block_id(2)).error(), Refusal::second_proposal);
}

TEST_F(SignerTest, ClosedViewsStayClosed) {
  auto restored = restore({opened(7)});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->sign(nullify(7), 0).error(), Refusal::view_closed);
  EXPECT_EQ(restored->note_proposal({}, View{7}, block_id(1)).error(), Refusal::view_closed);
  EXPECT_TRUE(restored->sign(nullify(8), 0));
  restored->close_through(View{8}, {});
  EXPECT_EQ(restored->sign(nullify(8), 0).error(), Refusal::view_closed);
  restored->close_through(View{2}, {});
  EXPECT_EQ(restored->above(), View{8}) << "closing never falls";
}

TEST_F(SignerTest, AnswersAStoredVoteWithTheSameBytes) {
  auto signer = with_bodies();
  const auto first = signer.sign(notarize(5, block_id(1)), 0);
  const auto again = signer.sign(notarize(5, block_id(1)), 0);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->signature, again->signature);
  const auto restored = restore([&] {
    auto entries = signer.take_new_entries();
    entries.insert(entries.begin(), opened());
    return entries;
  }());
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->votes_in(View{5})->notarize->signature, first->signature);
}

TEST_F(SignerTest, DoesNotRestoreWithoutAnOpenedEntry) {
  EXPECT_EQ(restore({}).error(), RecordError::not_opened);
  EXPECT_EQ(restore({voted(nullify(1))}).error(), RecordError::not_opened);
}

TEST_F(SignerTest, DoesNotRestoreFromARecordOfAnotherKeyOrNetwork) {
  auto other_key = opened();
  other_key.key = committee_.set.validators[1].key;
  EXPECT_EQ(restore({other_key}).error(), RecordError::other_key);
  auto other_chain = opened();
  other_chain.chain_id.bytes[0] ^= 1;
  EXPECT_EQ(restore({other_chain}).error(), RecordError::other_chain);
}

TEST_F(SignerTest, DoesNotRestoreFromARecordThatContradictsItself) {
  const auto a = block_id(1);
  const auto b = block_id(2);
  auto other_epoch = nullify(1);
  other_epoch.epoch.value = 1;
  const std::vector<std::vector<RecordEntry>> broken = {
      {opened(), voted(notarize(5, a)), voted(notarize(5, b))},
      {opened(), voted(finalize(5, a)), voted(finalize(5, b))},
      {opened(), voted(nullify(5)), voted(finalize(5, a))},
      {opened(), voted(notarize(5, a)), voted(finalize(5, b))},
      {opened(), voted(finalize(5, a)), notarized(5, b)},
      {opened(), notarized(5, a), notarized(5, b)},
      {opened(), Notarized{committee_.certificate(nullify(5), {1, 2, 3})}},
      {opened(), Proposed{{}, View{5}, a}, Proposed{{}, View{5}, b}},
      {opened(), Proposed{{}, View{5}, a}, voted(notarize(5, b))},
      {opened(), voted(other_epoch)},
  };
  for (std::size_t i = 0; i < broken.size(); ++i) {
    const auto restored = restore(broken[i]);
    ASSERT_FALSE(restored) << i;
    EXPECT_EQ(restored.error(), RecordError::contradictory) << i;
  }
}

// The maximum counts, not the last entry, whatever the order (R8).
TEST_F(SignerTest, ReplaysAllEntriesInAnyOrder) {
  std::vector<RecordEntry> entries = {voted(nullify(9)),
                                      opened(2),
                                      voted(nullify(1)),
                                      StoredBody{block_id(1), {1}},
                                      voted(notarize(5, block_id(1))),
                                      notarized(1, block_id(3)),
                                      notarized(5, block_id(1)),
                                      opened(4),
                                      opened(3),
                                      Proposed{{}, View{5}, block_id(1)}};
  std::uint64_t seed = 42;
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE(round);
    const auto restored = restore(entries);
    ASSERT_TRUE(restored);
    EXPECT_EQ(restored->above(), View{4});
    EXPECT_EQ(restored->votes_in(View{1}), nullptr) << "closed views are forgotten";
    ASSERT_NE(restored->votes_in(View{9}), nullptr);
    ASSERT_NE(restored->votes_in(View{5}), nullptr);
    EXPECT_TRUE(restored->votes_in(View{5})->notarize && restored->votes_in(View{5})->proposed);
    EXPECT_TRUE(restored->votes_in(View{5})->notarization);
    for (auto i = entries.size() - 1; i > 0; --i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      std::swap(entries[i], entries[(seed >> 33) % (i + 1)]);
    }
  }
}

TEST_F(SignerTest, ALaterEpochClosesTheEarlierOne) {
  auto second = opened();
  second.epoch.value = 1;
  auto restored = restore({opened(), voted(nullify(3)), second});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->epoch(), types::Epoch{1});
  EXPECT_TRUE(restored->open_votes().empty());
  EXPECT_EQ(restored->sign(nullify(4), 0).error(), Refusal::not_opened);
}

TEST_F(SignerTest, ARecordIsNotRewrittenBeforeAWipedValidatorMayVoteAgain) {
  auto signer = restore({Wiped{committee_.chain, committee_.set.validators[0].key}});
  ASSERT_TRUE(signer);
  EXPECT_FALSE(signer->is_worth_rewriting(1));
  signer->open_epoch({}, View{3});
  EXPECT_TRUE(signer->is_worth_rewriting(1));
}

TEST_F(SignerTest, ARewrittenRecordReplaysToTheSameRefusals) {
  auto signer = with_bodies();
  ASSERT_TRUE(signer.sign(nullify(3), 0));
  ASSERT_TRUE(signer.note_proposal({}, View{6}, block_id(2)));
  const auto vote = signer.sign(notarize(6, block_id(2)), 0);
  signer.keep_notarization(notarized(6, block_id(2)).notarization);
  ASSERT_TRUE(vote && signer.sign(nullify(8), 0));
  (void)signer.take_new_entries();
  signer.close_through(View{4}, {block_id(1)});
  auto restored = restore(signer.rewritten());
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->above(), View{4});
  EXPECT_EQ(restored->sign(finalize(3, block_id(2)), 0).error(), Refusal::view_closed);
  EXPECT_EQ(restored->sign(finalize(8, block_id(2)), 0).error(), Refusal::finalize_after_nullify);
  EXPECT_EQ(restored->note_proposal({}, View{6}, block_id(3)).error(), Refusal::second_proposal);
  EXPECT_EQ(restored->sign(notarize(6, block_id(2)), 0)->signature, vote->signature);
  EXPECT_TRUE(restored->sign(finalize(6, block_id(2)), 0)) << "its notarization is still there";
  EXPECT_EQ(restored->bodies().count(block_id(1)), 0u);
  EXPECT_EQ(restored->bodies().count(block_id(2)), 1u);
}

}  // namespace
}  // namespace kula::consensus
