// Views that end without a block: many of them, and those of which no certificate is left (R2, R5).
#include <gtest/gtest.h>

#include "tests/consensus/network.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::finalize;
using testing::Network;
using testing::notarize;
using testing::nullify;
using types::View;
using types::VoteKind;

// Scenario 13: more nullified views than travel with a proposal.
TEST(NullifiedViews, SeventyInARowDoNotStopTheChain) {
  Network network(4);
  bool cut = true;
  network.drops = [&](std::size_t, std::size_t, const Message& message) {
    return cut && std::holds_alternative<Proposal>(message);
  };
  network.start_all();
  network.want_height(3);
  while (network.machine(0).view() < View{71}) {
    network.run_for(1000);
    ASSERT_LT(network.now().value, 5'000'000u);
  }
  EXPECT_EQ(network.ledger(0).tip().height.value, 0u);
  cut = false;
  EXPECT_TRUE(network.run_to_height(3, 40'000));
}

TEST(NullifiedViews, TimersRunOnlyWithWork) {
  Network network(4);
  network.start(0);
  network.run_for(kHourMs);
  EXPECT_EQ(network.armed_timers(0), 0u);
  EXPECT_TRUE(network.voted.empty());
  network.want_height(1, {0});
  network.run_for(100);
  EXPECT_EQ(network.armed_timers(0), 3u) << "proposal, certificate, retry";
  network.want_height(0, {0});
  network.run_for(1);
  EXPECT_EQ(network.armed_timers(0), 0u);
}

// Nullify(v) forbids an own proposal in v (R3, R5).
TEST(NullifiedViews, ALeaderThatNullifiedDoesNotPropose) {
  Network network(7);
  network.start(1);                     // leads view 1
  for (const auto by : {2u, 3u, 4u}) {  // with its own still one short of a quorum
    network.deliver(1, VoteMessage{network.committee().vote(by, nullify(1))});
  }
  network.want_height(1);
  network.run_for(100);
  EXPECT_EQ(network.machine(1).view(), View{1});
  EXPECT_EQ(network.voted, std::vector{VoteKind::nullify});
  EXPECT_EQ(network.builds, 0u);
}

// R2: it holds a notarization of view 1, not the block, and no nullification.
TEST(NullifiedViews, ALeaderDoesNotPassOverAViewThatWasNotNullified) {
  Network network(4);
  network.start(2);  // leads view 2
  network.deliver(2,
                  CertificateMessage{network.committee().certificate(notarize(1, block_id(1)), {0, 1, 3})});
  network.want_height(1);
  network.run_for(100);
  EXPECT_EQ(network.machine(2).view(), View{2});
  EXPECT_EQ(network.builds, 0u);
  network.deliver(2, CertificateMessage{network.committee().certificate(nullify(1), {0, 1, 3})});
  network.run_for(100);
  EXPECT_EQ(network.builds, 1u);
}

// R5: one node of four, which view 2's certificate led past view 1, of which it holds none.
class ViewLeftBehind : public ::testing::Test {
 protected:
  static constexpr std::size_t kNode = 3;  // leads view 3
  void SetUp() override {
    network_.start(kNode);
    network_.deliver(kNode, certificate(nullify(2)));
    network_.run_for(10);
    ASSERT_EQ(network_.machine(kNode).view(), View{3});
  }
  [[nodiscard]] Message certificate(const types::VoteSubject& subject) const {
    return CertificateMessage{network_.committee().certificate(subject, {0, 1, 2})};
  }
  void deliver_vote(std::size_t by, const types::VoteSubject& subject) {
    network_.deliver(kNode, VoteMessage{network_.committee().vote(by, subject)});
    network_.run_for(10);
  }
  [[nodiscard]] std::ptrdiff_t nullified(std::uint64_t view) const {
    const auto& votes = network_.votes_by(kNode);
    return std::count_if(votes.begin(), votes.end(),
                         [&](const types::Vote& vote) { return vote.subject == nullify(view); });
  }
  Network network_{4};
};

TEST_F(ViewLeftBehind, IsNullifiedWhenTwoOthersDo) {
  deliver_vote(0, nullify(1));
  EXPECT_EQ(nullified(1), 0) << "one may be faulty";
  deliver_vote(1, nullify(1));
  EXPECT_EQ(nullified(1), 1);
  network_.want_height(1);
  network_.run_for(10);
  EXPECT_EQ(network_.builds, 1u) << "three votes are the nullification that the way past it needs";
}

TEST_F(ViewLeftBehind, IsNotNullifiedWhereACertificateOfItIsHeld) {
  network_.deliver(kNode, certificate(notarize(1, block_id(1))));
  deliver_vote(0, nullify(1));
  deliver_vote(1, nullify(1));
  network_.want_height(1);
  network_.run_for(10'000);
  EXPECT_EQ(nullified(1), 0);
}

// No vote of the others is left: nobody answers the leader, which cannot propose without a certificate.
TEST_F(ViewLeftBehind, IsNullifiedByALeaderThatAskedForACertificateInVain) {
  network_.want_height(1);
  network_.run_for(550);  // Δ = 300 ms
  EXPECT_EQ(nullified(1), 0);
  network_.run_for(100);
  EXPECT_EQ(nullified(1), 1);
}

TEST_F(ViewLeftBehind, IsNullifiedByAFollowerThatCannotJudgeAProposalWithoutItsCertificate) {
  network_.deliver(kNode, certificate(nullify(3)));  // the leader of view 4 is node 0
  const auto genesis = network_.committee().genesis();
  Proposal proposal;
  proposal.header = testing::child_of(genesis, {View{4}, 0, network_.now()})->header;
  proposal.vote = network_.committee().vote(0, notarize(4, types::id_of(proposal.header)));
  for (const auto view : {2u, 3u})
    proposal.nullifications.push_back(network_.committee().certificate(nullify(view), {0, 1, 2}));
  network_.run_for(500);
  network_.deliver(kNode, proposal);
  network_.run_for(850);  // Δ is 450 ms in the fourth view without finality
  EXPECT_EQ(nullified(1), 0);
  network_.run_for(100);
  EXPECT_EQ(nullified(1), 1);
}

TEST_F(ViewLeftBehind, IsLeftAloneByWhoDoesNotLead) {
  network_.deliver(kNode, certificate(nullify(5)));  // the leader of view 6 is node 2
  network_.want_height(1);
  network_.run_for(10'000);
  for (const auto view : {1u, 3u, 4u}) EXPECT_EQ(nullified(view), 0) << view;
}

// Somebody finalized later: nobody needs a way past what is below.
TEST_F(ViewLeftBehind, IsLeftAloneBelowAFinalizationEvenByALeader) {
  network_.deliver(kNode, certificate(finalize(6, block_id(6))));  // this one leads view 7
  network_.want_height(1);
  network_.run_for(10'000);
  ASSERT_EQ(network_.machine(kNode).view(), View{7});
  for (const auto view : {1u, 3u, 4u, 5u}) EXPECT_EQ(nullified(view), 0) << view;
}

TEST_F(ViewLeftBehind, GetsTheSameVoteAfterARestart) {
  deliver_vote(0, nullify(1));
  deliver_vote(1, nullify(1));
  ASSERT_EQ(nullified(1), 1);
  network_.crash(kNode);
  network_.start(kNode);
  deliver_vote(0, nullify(1));
  network_.deliver(kNode, certificate(nullify(2)));
  deliver_vote(1, nullify(1));
  EXPECT_EQ(nullified(1), 1) << "signed again";
  network_.want_height(1);
  network_.run_for(10);
  EXPECT_EQ(network_.builds, 1u) << "its own vote counts";
}

// A crash of all forgets the nullification of view 1. Of its three votes one is of a node that never comes
// back, and the fourth node was led past the view: only its vote, given late, makes a way.
TEST(NullifiedViews, ACrashThatForgetsTheWayPastOneDoesNotStopTheChain) {
  Network network(4);
  constexpr std::size_t kLost = 2, kPast = 3;
  network.drops = [&](std::size_t, std::size_t to, const Message& message) {
    const auto* vote = std::get_if<VoteMessage>(&message);
    return std::holds_alternative<Proposal>(message) ||
           (vote != nullptr && vote->vote.subject.view == View{1} && to == kPast);
  };
  network.start_all();
  network.want_height(1, {0, 1, kLost});
  while (network.machine(0).view() < View{3}) {
    network.run_for(100);
    ASSERT_LT(network.now().value, 2'000'000u);
  }
  const auto& votes = network.votes_by(kPast);
  ASSERT_EQ(votes.size(), 1u);
  ASSERT_EQ(votes.front().subject, nullify(2));
  for (std::size_t node = 0; node < 4; ++node) network.crash(node);
  // The votes of view 2, all in the records, bring it past view 1 once more.
  network.drops = [&](std::size_t, std::size_t to, const Message& message) {
    const auto* vote = std::get_if<VoteMessage>(&message);
    const bool is_past = network.is_running(kPast) && network.machine(kPast).view() > View{1};
    return vote != nullptr && vote->vote.subject.view == View{1} && to == kPast && !is_past;
  };
  for (const auto node : {0u, 1u, 3u}) network.start(node);
  network.want_height(2);
  EXPECT_TRUE(network.run_to_height(2, 30'000));
}

}  // namespace
}  // namespace kula::consensus
