// The end of an epoch and the beginning of the next (R16-R18), and a validator that lost its record (R9).
#include <gtest/gtest.h>

#include "tests/consensus/network.h"

namespace kula::consensus {
namespace {

using testing::child_of;
using testing::Network;
using testing::NetworkOptions;
using testing::notarize;
using testing::nullify;
using types::View;
using types::VoteKind;

NetworkOptions with_changes(std::map<std::uint64_t, std::vector<std::size_t>> membership,
                            std::vector<std::size_t> first = {}) {
  NetworkOptions options;
  options.membership = std::move(membership);
  options.first_members = std::move(first);
  return options;
}

void expect_one_chain(Network& network, std::size_t nodes) {
  for (std::size_t node = 1; node < nodes; ++node)
    EXPECT_EQ(network.ledger(node).chain(), network.ledger(0).chain()) << "node " << node;
}

TEST(Epochs, FollowEachOtherWhileBlocksGoOn) {
  Network network(
      5, with_changes({{4, {0, 1, 2, 3, 4}}, {9, {1, 2, 3, 4}}, {10, {0, 1, 2, 3, 4}}}, {0, 1, 2, 3}));
  network.start_all();
  network.want_height(20);
  ASSERT_TRUE(network.run_to_height(20, 5000));
  expect_one_chain(network, 5);
  EXPECT_EQ(network.machine(0).epoch(), types::Epoch{3});
  const auto& chain = network.ledger(0).chain();
  for (std::size_t height = 1; height < chain.size(); ++height) {
    EXPECT_EQ(chain[height].epoch, types::epoch_after(chain[height - 1])) << height;
    EXPECT_EQ(chain[height].validator_set, chain[height - 1].next_validator_set) << height;
  }
  EXPECT_EQ(std::count(network.voted.begin(), network.voted.end(), VoteKind::nullify), 0);
}

TEST(Epochs, GrowFromOneValidatorToFourAndShrinkToOneAgain) {
  Network network(
      4, with_changes(
             {{2, {0, 1}}, {4, {0, 1, 2}}, {6, {0, 1, 2, 3}}, {8, {1, 2, 3}}, {10, {2, 3}}, {12, {3}}}, {0}));
  network.start_all();
  network.want_height(15);
  ASSERT_TRUE(network.run_to_height(15, 10'000));
  expect_one_chain(network, 4);
  EXPECT_EQ(network.machine(3).epoch(), types::Epoch{6});
}

TEST(Epochs, AreLeftAndEnteredByNodesThatCrashAnywhere) {
  for (std::size_t every = 3; every < 60; every += 4) {
    SCOPED_TRACE(every);
    Network network(4, with_changes({{3, {0, 1, 2}}, {6, {0, 1, 2, 3}}}));
    std::size_t count = 0;
    network.crashes_before = [&](std::size_t, const Output&) { return ++count % every == 0; };
    network.start_all();
    network.want_height(9);
    for (int i = 0; i < 4000 && !network.run_to_height(9, 1); ++i) {
      for (std::size_t node = 0; node < 4; ++node) {
        if (!network.is_running(node)) network.start(node);
      }
      network.want_height(9);
    }
    network.crashes_before = nullptr;
    for (std::size_t node = 0; node < 4; ++node) {
      ASSERT_FALSE(network.stopped(node)) << to_string(*network.stopped(node));
      if (!network.is_running(node)) network.start(node);
    }
    network.want_height(10);
    ASSERT_TRUE(network.run_to_height(10, 60'000));
    expect_one_chain(network, 4);
  }
}

// Scenario 7: everybody notarizes the closing block, nobody's finalize counts, and the view is passed over.
TEST(Epochs, EndWithTheVeryBlockThatWasNotarizedHoweverOftenItIsProposed) {
  Network network(4, with_changes({{3, {0, 1, 2}}}));
  network.start_all();
  std::set<View> proposed_in;
  std::set<types::BlockId> closing_blocks;
  network.drops = [&](std::size_t, std::size_t, const Message& message) {
    if (const auto* proposal = std::get_if<Proposal>(&message);
        proposal != nullptr && types::closes_epoch(proposal->header)) {
      proposed_in.insert(proposal->view());
      closing_blocks.insert(proposal->block());
    }
    const auto* vote = std::get_if<VoteMessage>(&message);
    return proposed_in.size() < 3 && vote != nullptr && vote->vote.subject.kind == VoteKind::finalize;
  };
  network.want_height(5);
  ASSERT_TRUE(network.run_to_height(5, 30'000));
  expect_one_chain(network, 4);
  EXPECT_GE(proposed_in.size(), 3u);
  EXPECT_EQ(closing_blocks.size(), 1u) << "nothing but the closing block itself may follow it (R16)";
}

// Scenario 8: node 1 leads view 2 and proposes a child of the closing block of view 1.
TEST(Epochs, RefuseAChildOfTheClosingBlock) {
  Network network(4, with_changes({{1, {0, 1, 2}}}));
  for (const auto node : {0u, 2u, 3u}) network.start(node);
  const auto& committee = network.committee();
  auto genesis = committee.genesis();
  const auto next_set = committee.set_of({0, 1, 2}).hash();
  // Node 1 leads view 1 of epoch 0, and node 2 view 2: the test plays node 1 only, so it proposes in view 5.
  const auto closing = child_of(genesis, {View{1}, 1, network.now(), 0, false, next_set});
  const auto closing_id = types::id_of(closing->header);
  Proposal first;
  first.header = closing->header;
  first.vote = committee.vote(1, notarize(1, closing_id));
  auto child_header = child_of(closing->header, {View{5}, 1, after(network.now(), 1)})->header;
  child_header.epoch = {};  // the epoch that is over
  Proposal child;
  child.header = child_header;
  child.parent_view = View{1};
  child.parent_certificate = committee.certificate(notarize(1, closing_id), {0, 1, 2});
  for (const auto view : {2u, 3u, 4u})
    child.nullifications.push_back(committee.certificate(nullify(view), {1, 2, 3}));
  const auto child_id = types::id_of(child_header);
  child.vote = committee.vote(1, notarize(5, child_id));
  // The certificates above are the test's own: honest nodes must refuse even what they justify.
  network.drops = [](std::size_t, std::size_t, const Message&) { return true; };
  network.deliver(0, first);
  network.run_for(10);
  network.deliver(0, child);
  network.run_for(10);
  const auto mine = network.votes_by(0);
  EXPECT_TRUE(std::none_of(mine.begin(), mine.end(),
                           [&](const types::Vote& vote) { return vote.subject.block == child_id; }));
  EXPECT_TRUE(std::any_of(mine.begin(), mine.end(), [](const types::Vote& vote) {
    return vote.subject.kind == VoteKind::nullify && vote.subject.view == View{5};
  })) << "an invalid proposal is nullified at once (R5)";
}

// Scenario 9, first half: the removed validator's votes of the old and the new epoch change nothing.
TEST(Epochs, IgnoreAValidatorThatWasRemoved) {
  Network network(5, with_changes({{2, {0, 1, 2, 3}}}));
  network.start_all();
  network.want_height(3);
  ASSERT_TRUE(network.run_to_height(3, 3000));
  auto subject = nullify(1);
  subject.epoch = types::Epoch{1};
  auto vote = network.committee().vote(4, subject);
  network.deliver(0, VoteMessage{vote});  // index 4 is outside of the new set
  vote.validator = 3;
  network.deliver(0, VoteMessage{vote});  // nor may it pass for somebody else
  network.want_height(6);
  EXPECT_TRUE(network.run_to_height(6, 3000));
  EXPECT_TRUE(network.evidence.empty());
}

TEST(Wiped, AValidatorFollowsAndVotesAgainOnlyAfterTheOthersHaveSaidWhereTheyStand) {
  Network network(4);
  network.start_all();
  network.want_height(5);
  ASSERT_TRUE(network.run_to_height(5, 3000));
  network.crash(3);
  network.wipe(3);
  // Nobody answers: it follows, and signs nothing.
  network.drops = [](std::size_t, std::size_t, const Message& message) {
    return std::holds_alternative<ViewAnswer>(message);
  };
  const auto voted = network.votes_by(3).size();
  network.start(3);
  EXPECT_TRUE(network.machine(3).is_wiped());
  network.want_height(9);
  ASSERT_TRUE(network.run_to_height(9, 10'000));
  EXPECT_EQ(network.votes_by(3).size(), voted);
  network.drops = nullptr;
  network.run_for(2100);  // a retry
  EXPECT_FALSE(network.machine(3).is_wiped());
  network.want_height(30);
  ASSERT_TRUE(network.run_to_height(30, 10'000));
  EXPECT_GT(network.votes_by(3).size(), voted);
  expect_one_chain(network, 4);
}

// R9: with one answer too few it never votes; what wiped validators answer does not count.
TEST(Wiped, TwoOfFourAtOnceDoNotVouchForEachOther) {
  Network network(4);
  network.start_all();
  network.want_height(3);
  ASSERT_TRUE(network.run_to_height(3, 3000));
  for (const auto node : {2u, 3u}) {
    network.crash(node);
    network.wipe(node);
    network.start(node);
  }
  network.want_height(6);
  network.run_for(20'000);
  EXPECT_TRUE(network.machine(2).is_wiped());
  EXPECT_TRUE(network.machine(3).is_wiped());
  EXPECT_EQ(network.ledger(0).tip().height, Height{3}) << "two votes are no quorum of four";
}

// All crash in a later view than their certificates, which are not durable, can show: who answered with the
// view it restarts in would let a wiped validator vote again where it has voted before.
TEST(Wiped, NobodyAnswersFromAViewBelowItsOwnVotes) {
  Network network(4);
  network.start_all();
  network.want_height(3);
  ASSERT_TRUE(network.run_to_height(3, 3000));
  // Views pass by nullification only, some of them; then the power fails everywhere.
  network.drops = [](std::size_t, std::size_t, const Message& message) {
    return std::holds_alternative<Proposal>(message);
  };
  network.want_height(4);
  network.run_for(6000);
  const auto view = network.machine(3).view();
  ASSERT_GT(view, View{network.machine(3).final_view().value + 2});
  for (std::size_t node = 0; node < 4; ++node) network.crash(node);
  network.wipe(3);
  std::size_t answers = 0;
  network.drops = [&](std::size_t, std::size_t, const Message& message) {
    const auto* answer = std::get_if<ViewAnswer>(&message);
    if (answer != nullptr) {
      ++answers;
      EXPECT_GE(answer->view, view) << "lower than where everybody was";
    }
    return false;
  };
  network.start_all();
  network.want_height(8);
  ASSERT_TRUE(network.run_to_height(8, 60'000));
  network.run_for(5000);
  EXPECT_GT(answers, 0u);
  EXPECT_FALSE(network.machine(3).is_wiped());
}

// Scenario 16: answers to an older question prove nothing.
TEST(Wiped, StaleAndForgedAnswersDoNotCount) {
  Network network(4);
  for (const auto node : {0u, 1u, 2u}) network.start(node);
  network.wipe(3);
  std::optional<Hash> nonce;
  network.drops = [&](std::size_t, std::size_t, const Message& message) {
    if (const auto* query = std::get_if<ViewQuery>(&message)) nonce = query->nonce;
    return std::holds_alternative<ViewQuery>(message);
  };
  network.start(3);
  ASSERT_TRUE(nonce);
  const auto& committee = network.committee();
  const auto answer_of = [&](std::uint8_t validator, const Hash& to, std::uint8_t asker) {
    ViewAnswer answer;
    answer.validator = validator;
    answer.asker = asker;
    answer.nonce = to;
    answer.view = View{1};
    answer.signature =
        committee.key(validator).sign(answer_message(committee.chain, answer), testing::hash_of(1));
    return answer;
  };
  for (std::uint8_t validator = 0; validator < 3; ++validator) {
    network.deliver(3, answer_of(validator, testing::hash_of(9), 3));  // another question
    network.deliver(3, answer_of(validator, *nonce, 2));               // somebody else's
  }
  auto forged = answer_of(0, *nonce, 3);
  for (std::uint8_t validator = 0; validator < 3; ++validator) {
    forged.validator = validator;
    if (validator != 0) network.deliver(3, forged);
  }
  auto upwards = answer_of(1, *nonce, 3);
  upwards.view = View{40};  // signed anew, but without the certificate that enters view 40
  upwards.signature = committee.key(1).sign(answer_message(committee.chain, upwards), testing::hash_of(1));
  network.deliver(3, upwards);
  network.deliver(3, answer_of(0, *nonce, 3));
  network.deliver(3, answer_of(0, *nonce, 3));  // the same one twice is one
  network.deliver(3, answer_of(2, *nonce, 3));
  EXPECT_TRUE(network.machine(3).is_wiped()) << "two of three needed";
  network.deliver(3, answer_of(1, *nonce, 3));
  EXPECT_FALSE(network.machine(3).is_wiped());
}

}  // namespace
}  // namespace kula::consensus
