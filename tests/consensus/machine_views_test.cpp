// Bad leaders, forged and strange messages, time-outs: four machines of which one is played by the test.
#include <gtest/gtest.h>

#include "tests/consensus/network.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::child_of;
using testing::finalize;
using testing::Network;
using testing::notarize;
using testing::nullify;
using types::View;
using types::VoteKind;

// Node 1, which leads view 1, is the test's. Nodes 0, 2 and 3 are honest.
class ViewsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto node : {0u, 2u, 3u}) network_.start(node);
  }
  [[nodiscard]] Proposal first_proposal(std::uint32_t salt = 0, bool bad_state = false,
                                        TimeMs time = {}) const {
    if (time.value == 0) time = network_.now();
    const auto genesis = network_.committee().genesis();
    const auto block = child_of(genesis, {View{1}, 1, time, salt, bad_state});
    Proposal proposal;
    proposal.header = block->header;
    proposal.vote = network_.committee().vote(1, notarize(1, types::id_of(block->header)));
    return proposal;
  }
  [[nodiscard]] Message vote(std::size_t by, const types::VoteSubject& subject) const {
    return VoteMessage{network_.committee().vote(by, subject)};
  }
  [[nodiscard]] std::vector<types::VoteSubject> certified(View view) const {
    std::set<types::VoteSubject> subjects;
    for (const auto& certificate : network_.certificates) {
      if (certificate.subject.view == view) subjects.insert(certificate.subject);
    }
    return {subjects.begin(), subjects.end()};
  }
  [[nodiscard]] std::ptrdiff_t votes_of(VoteKind kind) const {
    return std::count(network_.voted.begin(), network_.voted.end(), kind);
  }
  Network network_{4};
};

// Scenario 1, with every split of two blocks over three honest nodes.
TEST_F(ViewsTest, AnEquivocatingLeaderNeverGetsTwoCertificates) {
  for (unsigned split = 0; split < 8; ++split) {
    SCOPED_TRACE(split);
    Network network(4);
    for (const auto node : {0u, 2u, 3u}) network.start(node);
    network.want_height(6);
    const auto a = first_proposal(0);
    const auto b = first_proposal(1);
    network.deliver(0, (split & 1) != 0 ? a : b);
    network.deliver(2, (split & 2) != 0 ? a : b);
    network.deliver(3, (split & 4) != 0 ? a : b);
    for (const auto node : {0u, 2u, 3u}) {
      network.deliver(node, VoteMessage{a.vote});
      network.deliver(node, VoteMessage{b.vote});
      for (const auto& block : {a.block(), b.block()}) {
        network.deliver(node, VoteMessage{network.committee().vote(1, finalize(1, block))});
      }
    }
    network.run_for(100);
    EXPECT_FALSE(network.evidence.empty());
    EXPECT_TRUE(network.run_to_height(6, 10'000));
    std::set<types::BlockId> notarized;
    for (const auto& certificate : network.certificates) {
      if (certificate.subject.view == View{1} && certificate.subject.kind != VoteKind::nullify) {
        notarized.insert(certificate.subject.block);
      }
    }
    EXPECT_LE(notarized.size(), 1u);
  }
}

TEST_F(ViewsTest, ALeadersEquivocationEndsTheViewBeforeAnyTimeOut) {
  network_.want_height(1);
  const auto a = first_proposal(0);
  const auto b = first_proposal(1);
  for (const auto node : {0u, 2u, 3u}) {
    network_.deliver(node, VoteMessage{a.vote});
    network_.deliver(node, VoteMessage{b.vote});
  }
  network_.run_for(50);
  EXPECT_GT(network_.machine(0).view(), View{1});
  EXPECT_EQ(certified(View{1}), std::vector{nullify(1)});
}

TEST_F(ViewsTest, AFollowersEquivocationDoesNotTouchTheView) {
  Network network(4);
  for (const auto node : {0u, 1u, 2u}) network.start(node);  // 3 is the test's
  network.deliver(0, vote(3, notarize(1, block_id(1))));
  network.deliver(0, vote(3, notarize(1, block_id(2))));
  network.want_height(1);
  EXPECT_EQ(network.evidence.size(), 1u);
  EXPECT_TRUE(network.run_to_height(1, 100));
  EXPECT_EQ(std::count(network.voted.begin(), network.voted.end(), VoteKind::nullify), 0);
}

// R15: what a certificate shows are votes too.
TEST_F(ViewsTest, ACertificateThatShowsAnotherVoteThanTheCountedOneIsEvidence) {
  network_.want_height(1);
  network_.deliver(0, vote(1, notarize(1, block_id(9))));
  const auto proposal = first_proposal();
  for (const auto node : {2u, 3u}) network_.deliver(node, proposal);
  for (const auto by : {1u, 2u}) network_.deliver(3, vote(by, notarize(1, proposal.block())));
  network_.run_for(100);
  ASSERT_FALSE(certified(View{1}).empty());
  ASSERT_EQ(network_.evidence.size(), 1u);
  EXPECT_EQ(network_.evidence[0].first.subject, notarize(1, block_id(9)));
  EXPECT_EQ(network_.evidence[0].second.subject, notarize(1, proposal.block()));
  EXPECT_EQ(network_.evidence[0].second.signature, proposal.vote.signature);
  EXPECT_FALSE(network_.machine(0).is_news(VoteMessage{proposal.vote})) << "once a validator is enough";
}

// R15: nothing hangs on a vote whose certificate is there, but another one of its validator may follow.
TEST(LateVote, IsKeptAsTheFirstOfTwoThatExcludeEachOther) {
  Network network(7);
  network.start(0);
  const auto vote = [&](const types::VoteSubject& subject) {
    return VoteMessage{network.committee().vote(3, subject)};
  };
  network.deliver(
      0, CertificateMessage{network.committee().certificate(notarize(1, block_id(1)), {1, 2, 4, 5, 6})});
  EXPECT_TRUE(network.machine(0).is_news(vote(notarize(1, block_id(1)))));
  network.deliver(0, vote(notarize(1, block_id(1))));
  EXPECT_FALSE(network.machine(0).is_news(vote(notarize(1, block_id(1)))));
  EXPECT_TRUE(network.evidence.empty());
  EXPECT_TRUE(network.machine(0).is_news(vote(notarize(1, block_id(2)))));
  network.deliver(0, vote(notarize(1, block_id(2))));
  EXPECT_EQ(network.evidence.size(), 1u);
}

TEST(LateVote, IsNoNewsWhereItsCertificateShowsIt) {
  Network network(4);
  network.start(0);
  network.deliver(0,
                  CertificateMessage{network.committee().certificate(notarize(1, block_id(1)), {1, 2, 3})});
  EXPECT_FALSE(
      network.machine(0).is_news(VoteMessage{network.committee().vote(3, notarize(1, block_id(1)))}));
  const VoteMessage other{network.committee().vote(3, notarize(1, block_id(2)))};
  EXPECT_TRUE(network.machine(0).is_news(other));
  network.deliver(0, other);
  EXPECT_EQ(network.evidence.size(), 1u);
}

TEST_F(ViewsTest, AnInvalidBlockIsNullifiedAtOnce) {
  for (const auto node : {0u, 2u, 3u}) network_.deliver(node, first_proposal(0, true));
  network_.run_for(50);
  EXPECT_EQ(certified(View{1}), std::vector{nullify(1)});
  EXPECT_EQ(votes_of(VoteKind::notarize), 0);
}

TEST_F(ViewsTest, AHeaderThatDoesNotFollowItsParentIsNullifiedAtOnce) {
  const std::vector<void (*)(types::BlockHeader&)> changes = {
      [](types::BlockHeader& h) { ++h.height.value; },
      [](types::BlockHeader& h) { h.proposer = 2; },
      [](types::BlockHeader& h) { h.time = TimeMs{1'000'000}; },  // the parent's
      [](types::BlockHeader& h) { h.validator_set = testing::hash_of(1); },
      [](types::BlockHeader& h) { h.recovery = testing::hash_of(1); },
      [](types::BlockHeader& h) { h.flags = 1; },
      [](types::BlockHeader& h) { h.version = 2; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    SCOPED_TRACE(i);
    Network network(4);
    for (const auto node : {0u, 2u, 3u}) network.start(node);
    auto proposal = first_proposal();
    changes[i](proposal.header);
    proposal.vote = network.committee().vote(1, notarize(1, types::id_of(proposal.header)));
    for (const auto node : {0u, 2u, 3u}) network.deliver(node, proposal);
    network.run_for(50);
    EXPECT_EQ(network.machine(0).view(), View{2});
    EXPECT_EQ(std::count(network.voted.begin(), network.voted.end(), VoteKind::notarize), 0);
  }
}

TEST_F(ViewsTest, AProposalWithoutTheNullificationsBetweenGetsNoVote) {
  // Node 2 leads view 2 and is the test's now: it builds on the root, passing over view 1.
  network_.crash(2);
  network_.drops = [](std::size_t, std::size_t, const Message&) { return true; };
  const auto block = child_of(network_.committee().genesis(), {View{2}, 2, network_.now()});
  Proposal proposal;
  proposal.header = block->header;
  proposal.vote = network_.committee().vote(2, notarize(2, types::id_of(block->header)));
  network_.deliver(0, proposal);
  // Moved to view 2 by a notarization of view 1, it still may not vote for it.
  network_.deliver(0,
                   CertificateMessage{network_.committee().certificate(notarize(1, block_id(1)), {1, 2, 3})});
  network_.run_for(100);
  EXPECT_EQ(network_.machine(0).view(), View{2});
  EXPECT_EQ(votes_of(VoteKind::notarize), 0);
  // With the nullification it may.
  proposal.nullifications.push_back(network_.committee().certificate(nullify(1), {0, 1, 2}));
  network_.deliver(3, proposal);
  network_.run_for(100);
  EXPECT_EQ(votes_of(VoteKind::notarize), 1);
}

TEST_F(ViewsTest, ANotarizeMayFollowAnOwnNullifyButNoFinalize) {
  network_.want_height(1, {0});
  network_.run_for(1000);  // 3Δ = 900 ms: node 0 alone has work and nullifies
  ASSERT_EQ(votes_of(VoteKind::nullify), 1);
  const auto proposal = first_proposal();
  for (const auto node : {0u, 2u, 3u}) network_.deliver(node, proposal);
  network_.run_for(100);
  EXPECT_EQ(votes_of(VoteKind::notarize), 3);
  EXPECT_EQ(votes_of(VoteKind::finalize), 2) << "node 0 nullified the view";
  EXPECT_EQ(certified(View{1}).size(), 1u);
}

// R12: nothing can finalize view 1 any more and nobody has work; a block on top of it makes it final.
TEST_F(ViewsTest, AnUnfinalizedTailIsFinishedByABlockOnTopOfIt) {
  network_.want_height(1, {0});
  network_.run_for(1000);
  ASSERT_EQ(votes_of(VoteKind::nullify), 1);
  for (const auto node : {0u, 2u, 3u}) network_.deliver(node, first_proposal());
  network_.run_for(100);
  ASSERT_EQ(network_.ledger(3).tip().height.value, 0u);
  EXPECT_TRUE(network_.run_to_height(2, 10'000));
}

TEST_F(ViewsTest, OneNullifyVoteOfAFollowerMovesNobodyAndTwoMoveAll) {
  network_.deliver(0, vote(2, nullify(1)));
  network_.run_for(1);
  EXPECT_EQ(votes_of(VoteKind::nullify), 0) << "f votes may all be of faulty validators";
  network_.deliver(0, vote(2, nullify(1)));
  EXPECT_EQ(votes_of(VoteKind::nullify), 0) << "the same vote twice is one";
  network_.deliver(0, vote(3, nullify(1)));
  EXPECT_EQ(votes_of(VoteKind::nullify), 1);
}

TEST_F(ViewsTest, TheLeadersOwnNullifyIsFollowed) {
  network_.deliver(0, vote(1, nullify(1)));
  EXPECT_EQ(votes_of(VoteKind::nullify), 1);
}

// R14, and "a verified certificate moves the view from any distance".
TEST_F(ViewsTest, VotesFarAheadAreNotKeptButACertificateMovesTheView) {
  for (const auto by : {1u, 2u, 3u}) network_.deliver(0, vote(by, nullify(66)));
  EXPECT_EQ(network_.machine(0).view(), View{1});
  for (const auto by : {1u, 2u, 3u}) network_.deliver(0, vote(by, nullify(65)));
  EXPECT_EQ(network_.machine(0).view(), View{66});
  network_.deliver(0, CertificateMessage{network_.committee().certificate(nullify(100'000), {1, 2, 3})});
  EXPECT_EQ(network_.machine(0).view(), View{100'001});
  network_.deliver(0, CertificateMessage{network_.committee().certificate(nullify(7), {1, 2, 3})});
  EXPECT_EQ(network_.machine(0).view(), View{100'001}) << "the view never falls";
}

TEST_F(ViewsTest, CertificatesThatExcludeEachOtherStopTheNode) {
  const auto& committee = network_.committee();
  const auto a = block_id(1);
  const auto b = block_id(2);
  const std::vector<std::pair<types::VoteSubject, types::VoteSubject>> pairs = {
      {finalize(1, a), nullify(1)},     {nullify(1), finalize(1, a)},     {notarize(1, a), notarize(1, b)},
      {finalize(1, a), finalize(1, b)}, {notarize(1, a), finalize(1, b)},
  };
  for (const auto& [first, second] : pairs) {
    Network network(4);
    network.start(0);
    network.deliver(0, CertificateMessage{committee.certificate(first, {1, 2, 3})});
    EXPECT_FALSE(network.stopped(0));
    network.deliver(0, CertificateMessage{committee.certificate(second, {1, 2, 3})});
    EXPECT_EQ(network.stopped(0), StopReason::breach);
  }
}

// Scenario 12, second half: all but me call it valid.
TEST_F(ViewsTest, ANotarizedBlockThatExecutesDifferentlyStopsTheNode) {
  const auto proposal = first_proposal(0, true);
  network_.deliver(0, proposal);
  for (const auto by : {1u, 2u, 3u}) network_.deliver(0, vote(by, notarize(1, proposal.block())));
  network_.run_for(10);
  EXPECT_EQ(network_.stopped(0), StopReason::divergence);
}

TEST_F(ViewsTest, AFinalizationOfAnotherBranchThanTheFinalChainStopsTheNode) {
  const auto proposal = first_proposal(0);
  for (const auto node : {0u, 2u, 3u}) network_.deliver(node, proposal);
  network_.run_for(100);
  ASSERT_EQ(network_.ledger(0).tip().height.value, 1u);
  const auto other = child_of(network_.committee().genesis(), {View{5}, 1, after(network_.now(), 1), 3});
  Proposal contradicting;
  contradicting.header = other->header;
  for (const auto view : {1u, 2u, 3u, 4u}) {
    contradicting.nullifications.push_back(network_.committee().certificate(nullify(view), {1, 2, 3}));
  }
  contradicting.vote = network_.committee().vote(1, notarize(5, types::id_of(other->header)));
  network_.deliver(0, contradicting);
  EXPECT_EQ(network_.stopped(0), StopReason::breach) << "a nullification of the final view is enough";
}

TEST_F(ViewsTest, ACertificateWithAVoteThatTheRecordLacksStopsTheNode) {
  network_.deliver(0, CertificateMessage{network_.committee().certificate(nullify(1), {0, 1, 2})});
  EXPECT_EQ(network_.stopped(0), StopReason::wiped);
}

TEST_F(ViewsTest, AVoteOfTheOwnKeyThatTheRecordLacksStopsTheNode) {
  network_.deliver(0, vote(0, nullify(1)));
  EXPECT_EQ(network_.stopped(0), StopReason::key_used_elsewhere);
}

// R13.
TEST_F(ViewsTest, ATimeAheadIsWaitedForAndATimeBehindGetsNoVote) {
  const auto ahead = first_proposal(0, false, after(network_.now(), 2500));
  for (const auto node : {0u, 2u, 3u}) network_.deliver(node, ahead);
  network_.run_for(400);
  EXPECT_EQ(votes_of(VoteKind::notarize), 0);
  network_.run_for(300);
  EXPECT_EQ(votes_of(VoteKind::notarize), 3) << "500 ms later it is 2 s ahead";

  Network late(4);
  for (const auto node : {0u, 2u, 3u}) late.start(node);
  late.run_for(20'000);
  for (const auto node : {0u, 2u, 3u}) late.deliver(node, ahead);
  late.run_for(500);
  EXPECT_EQ(std::count(late.voted.begin(), late.voted.end(), VoteKind::notarize), 0);
}

// Scenario 15.
TEST_F(ViewsTest, AClockTenSecondsOffDoesNotStopTheChain) {
  for (const DurationMs skew : {10'000ul, 3'000ul}) {
    Network network(4);
    network.clock_skew[2] = skew;
    network.start_all();
    network.want_height(8);
    EXPECT_TRUE(network.run_to_height(8, 30'000));
  }
  Network behind(4);
  for (const auto node : {0u, 1u, 3u}) behind.clock_skew[node] = 12'000;  // node 2 is 12 s behind the others
  behind.start_all();
  behind.want_height(8);
  EXPECT_TRUE(behind.run_to_height(8, 30'000));
}

// R13: the only quorum has a clock 12 s ahead in it. It holds its vote back in three views, not for ever.
TEST_F(ViewsTest, AVoteIsHeldBackForATimeBehindInThreeViewsOnly) {
  Network network(4);
  network.clock_skew[0] = 12'000;
  for (const auto node : {0u, 1u, 2u}) network.start(node);
  network.want_height(3);
  EXPECT_TRUE(network.run_to_height(3, 120'000));
}

}  // namespace
}  // namespace kula::consensus
