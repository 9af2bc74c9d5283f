// R21 among whole nodes: two of four validators are lost for good, and the chain goes on with the other two
// and a newcomer; who follows goes along by what a block proves, and who votes by its operator alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/toy/network.h"

namespace kula::tests {
namespace {

using engine::PeerMessage;
using engine::RangeAnswer;
using ::testing::HasSubstr;

constexpr std::uint64_t kLast = 5;
constexpr std::size_t kObserver = 4;
constexpr std::size_t kNewcomer = 5;
constexpr std::size_t kJoiner = 6;

class RecoveredNetwork : public testing::Test {
 protected:
  // 0 and 1 survive, 2 and 3 are lost at height 5. The joiner has not been started yet.
  void SetUp() override {
    for (const std::size_t node : {0u, 1u, 2u, 3u, 4u, 5u}) network_.start(node);
    network_.grow(0, kLast);
    ASSERT_TRUE(network_.run_to_height(kLast, 5'000));
    network_.run_for(2'000);
    recovery_ = network_.recovery(0, {0, 1, kNewcomer});
    network_.kill(2);
    network_.kill(3);
  }
  void recover(const std::vector<std::size_t>& nodes) {
    for (const auto node : nodes) network_.kill(node);
    for (const auto node : nodes) network_.recover(node, recovery_);
    for (const auto node : nodes) network_.start(node);
  }
  [[nodiscard]] bool all_at(std::uint64_t height, const std::vector<std::size_t>& nodes) {
    return network_.run_until(
        [&] {
          return std::all_of(nodes.begin(), nodes.end(),
                             [&](auto node) { return network_.height(node).value >= height; });
        },
        20'000);
  }
  [[nodiscard]] types::BlockId block_id(std::size_t node, std::uint64_t height) const {
    return types::id_of(network_.chain(node).header(Height{height}).value());
  }

  Network network_{{4, 1, 2}};
  types::SignedRecovery recovery_;
};

TEST_F(RecoveredNetwork, WhoHoldsALaterBlockDoesNotGoAlong) {
  // Two were lost at height 5, but not before a third made one more block final with them.
  network_.kill(0);
  network_.kill(kNewcomer);
  network_.start(2);
  network_.start(3);
  network_.grow(1, 1);
  ASSERT_TRUE(all_at(kLast + 1, {1, kObserver}));
  const auto theirs = network_.chain(kObserver).tip_id();
  for (const std::size_t node : {1u, 2u, 3u}) network_.kill(node);
  network_.start(0);  // alone, and a block behind: the others' status is not heard
  for (const std::size_t node : {1u, 2u, 3u, 4u}) network_.cut(0, node);
  recovery_ = network_.recovery(0, {0, kNewcomer});
  recover({0});
  network_.recover(kNewcomer, recovery_);
  network_.start(kNewcomer);
  ASSERT_TRUE(all_at(kLast + 1, {0, kNewcomer})) << warnings(network_);
  network_.heal(0, kObserver);
  // By somebody whose nonces are the same on both chains.
  for (std::uint64_t nonce = 0; nonce < 3; ++nonce) {
    network_.submit(0, network_.make(1, nonce, add(1)));
    ASSERT_TRUE(all_at(kLast + 2 + nonce, {0, kNewcomer}));
  }
  network_.run_for(10'000);
  EXPECT_EQ(network_.chain(kObserver).tip_id(), theirs);
  EXPECT_EQ(network_.chain(kObserver).epoch(), types::Epoch{0});
  EXPECT_NE(block_id(0, kLast + 1), theirs);
}

// The block is not here yet, but its finality was proved: the chain did not end where the members say.
TEST_F(RecoveredNetwork, WhoHasHeardOfALaterFinalBlockDoesNotGoAlong) {
  const auto cut = [this](std::size_t from, const std::vector<std::size_t>& others) {
    for (const auto other : others) network_.cut(from, other);
  };
  network_.kill(0);
  network_.kill(kNewcomer);
  cut(kObserver, {0, 1, 2, 3, kNewcomer});
  network_.start(2);
  network_.start(3);
  network_.grow(1, 1);
  ASSERT_TRUE(all_at(kLast + 1, {1}));
  network_.kill(2);
  network_.kill(3);
  cut(0, {1});
  cut(kNewcomer, {1});
  network_.start(0);
  recovery_ = network_.recovery(0, {0, kNewcomer});
  recover({0});
  network_.recover(kNewcomer, recovery_);
  network_.start(kNewcomer);
  ASSERT_TRUE(all_at(kLast + 1, {0, kNewcomer})) << warnings(network_);

  network_.on_wire = [](std::size_t from, std::size_t to, PeerMessage& message) {
    return from != 1 || to != kObserver || std::holds_alternative<engine::StatusMessage>(message);
  };
  network_.heal(kObserver, 1);
  network_.run_for(1'000);
  network_.heal(kObserver, 0);
  network_.run_for(20'000);
  EXPECT_EQ(network_.height(kObserver), Height{kLast});
  EXPECT_EQ(network_.chain(kObserver).epoch(), types::Epoch{0});
  EXPECT_THAT(warnings(network_), HasSubstr("it gives a block with a recovery that does not hold here"));
}

TEST_F(RecoveredNetwork, AnObserverIsNotTalkedIntoARecoveryThatDoesNotHold) {
  // Every answer is spoilt on its way: a signature less than needed.
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    auto* answer = std::get_if<RangeAnswer>(&message);
    if (answer == nullptr || to != kObserver) return true;
    for (auto& one : answer->blocks) {
      auto block = types::decode_block(one.block).value();
      if (!block.recovery) continue;
      auto fewer = *block.recovery;
      fewer.signatures.pop_back();
      block.recovery = std::make_shared<const types::SignedRecovery>(fewer);
      one.block = types::encode_block(block);
    }
    return true;
  };
  recover({0, 1, kNewcomer});
  network_.grow(0, 3);
  network_.run_for(5'000);
  EXPECT_EQ(network_.height(kObserver), Height{kLast});
  EXPECT_EQ(network_.chain(kObserver).epoch(), types::Epoch{0});
  EXPECT_THAT(warnings(network_),
              HasSubstr("was refused: not more than two thirds of the members signed: 5 of 8"));
  ASSERT_FALSE(network_.punished.empty());
  EXPECT_EQ(network_.punished[0].by, kObserver);
  // And by an honest answer it goes along.
  network_.on_wire = nullptr;
  for (const std::size_t node : {0u, 1u, 5u}) network_.heal(kObserver, node);
  EXPECT_TRUE(all_at(kLast + 3, {kObserver})) << warnings(network_);
}

// More than two thirds of the members signed, and gave the plan up: no new validator ever made a block.
TEST_F(RecoveredNetwork, ABlockThatTheNewValidatorsDidNotMakeFinalProvesNothing) {
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    auto* answer = std::get_if<RangeAnswer>(&message);
    if (answer == nullptr || to != kObserver) return true;
    for (auto& one : answer->blocks) one.finality.finalization.signatures[0].bytes[40] ^= 1;
    return true;
  };
  recover({0, 1, kNewcomer});
  network_.grow(0, 3);
  network_.run_for(5'000);
  EXPECT_EQ(network_.chain(kObserver).epoch(), types::Epoch{0});
}

TEST_F(RecoveredNetwork, GoesOnAndTakesObserversAndLaterJoinersAlong) {
  recover({0, 1, kNewcomer});
  ASSERT_TRUE(all_at(kLast + 1, {0, 1, kNewcomer}))
      << "the first block needs no work: " << warnings(network_);
  network_.grow(0, 4);
  ASSERT_TRUE(all_at(kLast + 5, {0, 1, kNewcomer, kObserver})) << warnings(network_);
  EXPECT_THAT(warnings(network_), HasSubstr("THE CHAIN WAS RECOVERED by its members after height 5"));
  network_.start(kJoiner);
  ASSERT_TRUE(all_at(kLast + 5, {kJoiner})) << warnings(network_);
  for (const auto node : {std::size_t{1}, kObserver, kNewcomer, kJoiner}) {
    EXPECT_EQ(network_.chain(node).tip_id(), network_.chain(0).tip_id()) << node;
    EXPECT_EQ(network_.chain(node).epoch(), types::Epoch{1}) << node;
    ASSERT_TRUE(network_.chain(node).epoch_close(types::Epoch{0})->recovery) << node;
  }
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
  // Whoever is killed now comes back as always.
  network_.kill(1);
  network_.start(1);
  network_.grow(1, 2);
  EXPECT_TRUE(all_at(kLast + 7, {0, 1, kNewcomer, kObserver, kJoiner})) << warnings(network_);
}

TEST_F(RecoveredNetwork, TheOldValidatorsComeBackAsFollowersAndTheirVotesChangeNothing) {
  recover({0, 1, kNewcomer});
  network_.grow(0, 2);
  network_.run_for(1'000);
  const auto before = network_.chain(0).tip_id();
  // Their votes for another block 6, in a view ahead of all.
  for (std::uint8_t index = 2; index < 4; ++index) {
    for (const auto kind : {types::VoteKind::notarize, types::VoteKind::finalize}) {
      types::Vote vote{{kind, types::Epoch{0}, types::View{40}, types::BlockId{{9}}}, index, {}};
      vote.signature =
          network_.consensus_key(index).sign(types::vote_message(network_.chain_id(), vote.subject), Hash{});
      for (const std::size_t to : {0u, 1u, 5u})
        network_.say(kObserver, to, engine::ConsensusMessage{consensus::VoteMessage{vote}});
    }
  }
  network_.run_for(2'000);
  EXPECT_EQ(network_.chain(0).tip_id(), before);
  network_.start(2);
  network_.start(3);
  ASSERT_TRUE(all_at(kLast + 2, {2, 3})) << warnings(network_);
  network_.grow(0, 2);
  EXPECT_TRUE(all_at(kLast + 4, {0, 1, 2, 3, kObserver, kNewcomer})) << warnings(network_);
  network_.run_for(1'000);
  EXPECT_EQ(network_.chain(2).tip_id(), network_.chain(0).tip_id());
}

TEST_F(RecoveredNetwork, AValidatorWhoseOperatorSaidNothingFollowsAndDoesNotVote) {
  // Three of four new validators are a quorum without the newcomer, which runs on.
  recovery_ = network_.recovery(0, {0, 1, kNewcomer, kJoiner});
  network_.start(kJoiner);
  ASSERT_TRUE(all_at(kLast, {kJoiner}));
  std::size_t votes = 0;
  network_.on_wire = [&](std::size_t from, std::size_t, PeerMessage& message) {
    const auto* said = std::get_if<engine::ConsensusMessage>(&message);
    if (from == kNewcomer && said != nullptr) {
      votes += std::holds_alternative<consensus::VoteMessage>(said->message) ? 1 : 0;
      votes += std::holds_alternative<consensus::Proposal>(said->message) ? 1 : 0;
      votes += std::holds_alternative<consensus::ViewQuery>(said->message) ? 1 : 0;
    }
    return true;
  };
  recover({0, 1, kJoiner});
  network_.grow(0, 6);
  ASSERT_TRUE(all_at(kLast + 6, {0, 1, kJoiner, kNewcomer})) << warnings(network_);
  EXPECT_EQ(network_.chain(kNewcomer).epoch(), types::Epoch{1});
  EXPECT_EQ(votes, 0u);
  EXPECT_THAT(warnings(network_), HasSubstr("this node is one of them, and votes when its operator has"));
  network_.kill(kNewcomer);
  network_.start(kNewcomer);
  network_.grow(0, 2);
  network_.run_for(5'000);
  EXPECT_EQ(votes, 0u) << "nor after a restart";
}

}  // namespace
}  // namespace kula::tests
