// Nodes that missed something: they reach the tip by proved blocks from several peers (R19), whoever lies.
#include <gtest/gtest.h>

#include "tests/node/toy/network.h"

namespace kula::tests {
namespace {

using engine::PeerMessage;
using engine::RangeAnswer;
using engine::RangeRequest;
using engine::StatusMessage;

TEST(CatchUp, BringsANodeThatWasOffToTheTipFromSeveralPeers) {
  Network network({4, 0, 0});
  network.start_all();
  network.kill(3);
  network.grow(0, 150);
  std::set<std::size_t> asked;
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (from == 3 && std::holds_alternative<RangeRequest>(message)) asked.insert(to);
    return true;
  };
  network.start(3);
  EXPECT_EQ(network.engine(3).status(network.now(3)).readiness, api::Readiness::syncing);
  ASSERT_TRUE(network.run_to_height(150, 10'000)) << warnings(network);
  EXPECT_GE(asked.size(), 2u);
  network.run_for(100);
  EXPECT_EQ(network.engine(3).status(network.now(3)).readiness, api::Readiness::ready);
  EXPECT_TRUE(is_same_chain(network, 0, 3));
  EXPECT_EQ(network.engine(3).metrics(network.now(3)).signatures_fallback, 0u);
  EXPECT_TRUE(network.punished.empty()) << warnings(network);
  // And it votes again: two of the others leave the quorum to it.
  network.kill(1);
  network.grow(0, 1);
}

TEST(CatchUp, BringsANewObserverFromGenesisToTheTip) {
  Network network({4, 1, 0});
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.grow(0, 40);
  network.start(4);
  ASSERT_TRUE(network.run_to_height(40, 10'000)) << warnings(network);
  EXPECT_TRUE(is_same_chain(network, 0, 4));
  network.grow(0, 3);
  EXPECT_TRUE(network.run_to_height(43, 1'000));
}

TEST(CatchUp, FollowsABlockBehindWithoutHelpFromNewOnes) {
  Network network({4, 1, 0});
  network.start_all();
  network.grow(0, 2);
  for (std::size_t node = 0; node < 4; ++node) network.cut(4, node);
  network.grow(0, 1);
  network.run_for(5'000);
  for (std::size_t node = 0; node < 4; ++node) network.heal(4, node);
  EXPECT_TRUE(network.run_to_height(3, 3'000)) << warnings(network);
}

class CatchUpFromALiar : public testing::TestWithParam<int> {};

TEST_P(CatchUpFromALiar, NamesItAndEndsWithTheOthers) {
  Network network({4, 1, 0});
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.grow(0, 60);
  std::optional<std::size_t> liar;  // who is asked first
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (std::holds_alternative<RangeRequest>(message) && !liar) liar = to;
    auto* answer = std::get_if<RangeAnswer>(&message);
    if (answer == nullptr || from != liar || answer->blocks.size() < 2) return true;
    auto& one = answer->blocks[answer->blocks.size() / 2];
    switch (GetParam()) {
      case 0:  // a block that is none
        one.block.resize(one.block.size() - 1);
        break;
      case 1: {  // a header nobody certified
        auto block = *types::decode_block(one.block);
        block.header.state_root.bytes[0] ^= 1;
        one.block = types::encode_block(block);
        break;
      }
      case 2:  // a certificate with a bad signature
        one.finality.finalization.signatures[0].bytes[40] ^= 1;
        break;
      case 3:  // another block's certificate
        one.finality = answer->blocks[0].finality;
        break;
      case 4:  // another height
        std::swap(answer->blocks[0], answer->blocks[1]);
        break;
      case 5:  // more than was asked for
        answer->blocks.resize(engine::kMaxRangeBlocks + 1, answer->blocks[0]);
        break;
      default:  // too few signatures
        one.finality.finalization.signatures.pop_back();
        one.finality.finalization.signers &= one.finality.finalization.signers - 1;
        break;
    }
    return true;
  };
  network.start(4);
  ASSERT_TRUE(network.run_to_height(60, 30'000)) << warnings(network);
  EXPECT_TRUE(is_same_chain(network, 0, 4));
  ASSERT_EQ(network.punished.size(), 1u) << warnings(network);
  EXPECT_EQ(network.punished[0].by, 4u);
  EXPECT_EQ(network.punished[0].whom, *liar);
  EXPECT_NE(warnings(network).find("node-" + std::to_string(*liar)), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(InEveryWay, CatchUpFromALiar, testing::Range(0, 7));

// R16, R17, R19: the set changes twice while a node is off, and once it follows a block at a time.
TEST(CatchUp, LearnsTheSetsOfLaterEpochsOnTheWay) {
  Network network({4, 1, 2});
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.start(5);
  network.grow(0, 5);
  network.submit(0, network.make(0, 0, rule(network.rules(5))));
  ASSERT_TRUE(network.run_until([&] { return network.chain(0).validator_set().size() == 5; }, 5'000))
      << warnings(network);
  network.grow(0, 20);
  network.start(6);
  network.submit(1, network.make(0, 1, rule(network.rules(6))));
  ASSERT_TRUE(network.run_until([&] { return network.chain(0).validator_set().size() == 6; }, 20'000))
      << warnings(network);
  network.grow(0, 20);
  EXPECT_EQ(network.engine(0).status(network.now(0)).epoch, types::Epoch{2});
  network.start(4);  // from genesis
  const auto height = network.height(0).value;
  ASSERT_TRUE(network.run_to_height(height, 20'000)) << warnings(network);
  EXPECT_TRUE(is_same_chain(network, 0, 4));
  EXPECT_EQ(network.engine(4).status(network.now(4)).epoch, types::Epoch{2});
  EXPECT_TRUE(network.punished.empty()) << warnings(network);
  // The new validators are needed: 5 of 6.
  network.kill(1);
  network.grow(0, 2);
}

TEST(CatchUp, GoesOnWhenAPeerStaysSilent) {
  Network network({4, 1, 0});
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.grow(0, 60);
  network.on_wire = [&](std::size_t from, std::size_t, PeerMessage& message) {
    return !(from != 1 && std::holds_alternative<RangeAnswer>(message));
  };
  network.start(4);
  EXPECT_TRUE(network.run_to_height(60, 30'000)) << warnings(network);
  EXPECT_TRUE(network.punished.empty());
}

TEST(CatchUp, DropsAPeerThatClaimsATipThatIsNotFinal) {
  Network network({4, 1, 0});
  network.start_all();
  network.grow(0, 2);
  network.run_for(100);
  StatusMessage lie{network.chain(0).tip(), network.chain(0).finality(Height{2}), types::View{9},
                    network.now(0).wall};
  lie.tip.height = Height{1'000};
  network.say(2, 4, lie);
  network.run_for(100);
  ASSERT_EQ(network.punished.size(), 1u);
  EXPECT_EQ(network.punished[0].whom, 2u);
  EXPECT_EQ(network.engine(4).status(network.now(4)).readiness, api::Readiness::ready);
}

TEST(CatchUp, TakesAClaimOfALaterEpochAsAHintOnly) {
  Network network({4, 1, 0});
  network.start_all();
  network.grow(0, 2);
  network.run_for(100);
  StatusMessage lie{network.chain(0).tip(), network.chain(0).finality(Height{2}), types::View{9},
                    network.now(0).wall};
  lie.tip.height = Height{1'000'000};
  lie.tip.epoch = types::Epoch{7};
  network.say(2, 4, lie);
  network.run_for(100);
  EXPECT_EQ(network.engine(4).status(network.now(4)).readiness, api::Readiness::ready);
  network.said.clear();
  network.run_for(10'000);
  EXPECT_LT(network.said[PeerMessage(RangeRequest{}).index()], 10u);
  network.grow(0, 2);
  EXPECT_TRUE(network.run_to_height(4, 2'000)) << warnings(network);
}

TEST(CatchUp, ServesNoMoreThanAPeerMayAsk) {
  Network network({4, 0, 0});
  network.start_all();
  network.grow(0, 10);
  network.said.clear();
  for (std::uint64_t i = 0; i < 20'000; ++i) network.say(3, 0, RangeRequest{i, Height{1}, 10});
  network.run_for(100);
  const auto answers = network.said[PeerMessage(RangeAnswer{}).index()];
  EXPECT_GT(answers, 0u);
  EXPECT_LT(answers, 10'000u);
}

}  // namespace
}  // namespace kula::tests
