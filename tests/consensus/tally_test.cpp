#include "consensus/tally.h"

#include <gtest/gtest.h>

#include "consensus/timing.h"
#include "tests/consensus/committee.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::Committee;
using testing::finalize;
using testing::notarize;
using testing::nullify;
using types::VoteKind;

const auto kA = block_id(1);
const auto kB = block_id(2);

TEST(Tally, CountsValidatorsNotMessages) {
  const Committee committee(4);
  Tally tally;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(tally.add(committee.vote(0, notarize(1, kA))));
  EXPECT_FALSE(tally.add(committee.vote(1, notarize(1, kA))));
  EXPECT_EQ(tally.count(VoteKind::notarize, kA), 2u);
  EXPECT_FALSE(tally.certificate(VoteKind::notarize, 3));
  EXPECT_FALSE(tally.add(committee.vote(3, notarize(1, kA))));
  const auto certificate = tally.certificate(VoteKind::notarize, 3);
  ASSERT_TRUE(certificate);
  EXPECT_EQ(certificate->signers, 0b1011u);
  EXPECT_TRUE(types::verify(*certificate, committee.chain, committee.set));
}

TEST(Tally, DoesNotAddVotesOfTwoBlocksOrTwoKinds) {
  const Committee committee(4);
  Tally tally;
  (void)tally.add(committee.vote(0, notarize(1, kA)));
  (void)tally.add(committee.vote(1, notarize(1, kA)));
  (void)tally.add(committee.vote(2, notarize(1, kB)));
  (void)tally.add(committee.vote(3, finalize(1, kA)));
  (void)tally.add(committee.vote(0, nullify(1)));
  for (const auto kind : {VoteKind::notarize, VoteKind::nullify, VoteKind::finalize}) {
    EXPECT_FALSE(tally.certificate(kind, 3));
  }
}

TEST(Tally, KeepsTheFirstVoteAndReportsThePairOnce) {
  const Committee committee(4);
  struct Case {
    types::VoteSubject first;
    types::VoteSubject second;
    bool is_evidence;
  };
  const std::vector<Case> cases = {
      {notarize(1, kA), notarize(1, kB), true},  {finalize(1, kA), finalize(1, kB), true},
      {notarize(1, kA), finalize(1, kB), true},  {finalize(1, kB), notarize(1, kA), true},
      {nullify(1), finalize(1, kA), true},       {finalize(1, kA), nullify(1), true},
      {notarize(1, kA), nullify(1), false},      {nullify(1), notarize(1, kA), false},
      {notarize(1, kA), finalize(1, kA), false}, {notarize(1, kA), notarize(1, kA), false},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    Tally tally;
    EXPECT_FALSE(tally.add(committee.vote(2, cases[i].first)));
    const auto evidence = tally.add(committee.vote(2, cases[i].second));
    ASSERT_EQ(evidence.has_value(), cases[i].is_evidence);
    EXPECT_EQ(tally.equivocated(2), cases[i].is_evidence);
    EXPECT_EQ(tally.find(cases[i].first.kind, 2)->subject, cases[i].first);
    if (!evidence) continue;
    EXPECT_EQ(evidence->first.subject, cases[i].first);
    EXPECT_EQ(evidence->second.subject, cases[i].second);
    EXPECT_FALSE(tally.add(committee.vote(2, cases[i].second))) << "reported once";
    EXPECT_EQ(tally.count(cases[i].second.kind, cases[i].second.block), 0u);
  }
}

TEST(Tally, TakesTwoSignaturesOfOneSubjectForOneVote) {
  const Committee committee(1);
  Tally tally;
  const auto vote = committee.vote(0, notarize(1, kA));
  auto again = vote;
  again.signature =
      committee.key(0).sign(types::vote_message(committee.chain, vote.subject), testing::hash_of(99));
  ASSERT_NE(again.signature, vote.signature);
  EXPECT_FALSE(tally.add(vote));
  EXPECT_FALSE(tally.add(again));
  EXPECT_EQ(tally.count(VoteKind::notarize, kA), 1u);
}

// R11.
TEST(Timing, BacksOffAfterThreeViewsWithoutFinalityUpToACap) {
  const Timing timing;
  const auto delta = [&](std::uint64_t view, std::uint64_t last) {
    return delta_ms(timing, types::View{view}, types::View{last});
  };
  EXPECT_EQ(delta(1, 0), 300u);
  EXPECT_EQ(delta(13, 10), 300u);
  EXPECT_EQ(delta(14, 10), 450u);
  EXPECT_EQ(delta(15, 10), 675u);
  EXPECT_EQ(delta(1000, 0), 2000u);
  EXPECT_EQ(delta(UINT64_MAX, 0), 2000u);
  EXPECT_EQ(delta(1001, 1000), 300u);
}

}  // namespace
}  // namespace kula::consensus
