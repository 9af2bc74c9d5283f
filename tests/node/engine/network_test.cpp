// Several engines: what they tell each other of blocks, and what becomes of those that lie.
#include "tests/node/toy/network.h"

#include <gtest/gtest.h>

namespace kula::tests {
namespace {

using engine::BodyAnswer;
using engine::BodyRequest;
using engine::ConsensusMessage;
using engine::PeerMessage;
using engine::RangeAnswer;
using engine::RangeRequest;
using engine::TransactionsMessage;

bool was_punished(const Network& network, std::size_t whom) {
  return std::any_of(network.punished.begin(), network.punished.end(),
                     [&](const auto& one) { return one.whom == whom; });
}

void expect_one_chain(const Network& network) {
  for (std::size_t a = 0; a < network.size(); ++a) {
    if (!network.is_running(a) || !network.is_running(0)) continue;
    const auto height = std::min(network.height(0), network.height(a));
    EXPECT_EQ(types::id_of(*network.chain(0).header(height)), types::id_of(*network.chain(a).header(height)));
  }
}

TEST(Network, MakesTransactionsFinalEverywhere) {
  Network network({4, 1, 0});
  network.start_all();
  for (std::size_t i = 0; i < 4; ++i) network.submit(i, network.make(i, 0, add(i + 1)));
  ASSERT_TRUE(network.run_until(
      [&] {
        for (std::size_t node = 0; node < 5; ++node) {
          for (std::size_t i = 0; i < 4; ++i) {
            if (network.counter(node, i) != i + 1) return false;
          }
        }
        return true;
      },
      5'000))
      << warnings(network);
  expect_one_chain(network);
  EXPECT_TRUE(network.punished.empty()) << warnings(network);
}

TEST(Network, FetchesWhatAFollowerLacksOfABlock) {
  Network network({4, 0, 0});
  network.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    return !std::holds_alternative<TransactionsMessage>(message);
  };
  network.start_all();
  types::TransactionList sent;
  for (std::size_t node = 0; node < 4; ++node) {
    for (std::uint64_t nonce = 0; nonce < 4; ++nonce) {
      sent.push_back(network.make(node, nonce, add(1)));
      network.submit(node, sent.back());
    }
  }
  ASSERT_TRUE(network.run_until(
      [&] {
        for (std::size_t person = 0; person < 4; ++person) {
          if (network.counter(person, person) != 4) return false;
        }
        return true;
      },
      20'000))
      << warnings(network);
  EXPECT_GT(said<BodyRequest>(network), 0u);
  for (std::size_t node = 0; node < 4; ++node) {
    EXPECT_EQ(network.engine(node).metrics(network.now(node)).signatures_fallback, 0u);
    for (const auto& one : sent) EXPECT_LE(network.verified[node][one->id()], 1u);
  }
  expect_one_chain(network);
}

TEST(Network, DropsAPeerThatGivesAnotherBodyAndAsksTheNext) {
  Network network({4, 0, 0});
  const auto foreign = network.make(7, 9, add(99));
  std::optional<std::size_t> leader, victim, liar;
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const auto* said = std::get_if<ConsensusMessage>(&message);
    if (said != nullptr && std::holds_alternative<consensus::Proposal>(said->message)) {
      leader = from;
      victim = (from + 1) % 4;
    }
    // The leader's own answer to one follower is late, so that it asks those who voted.
    if (auto* answer = std::get_if<BodyAnswer>(&message); answer != nullptr && to == victim) {
      if (from == leader) return false;
      if (!answer->transactions.empty() && !liar) {
        liar = from;
        answer->transactions[0] = to_bytes(foreign->bytes());
      }
    }
    return !std::holds_alternative<TransactionsMessage>(message);
  };
  network.start_all();
  network.submit(1, network.make(0, 0, add(1)));
  ASSERT_TRUE(network.run_to_height(1, 20'000)) << warnings(network);
  ASSERT_TRUE(liar.has_value());
  ASSERT_EQ(network.punished.size(), 1u);
  EXPECT_EQ(network.punished[0].by, *victim);
  EXPECT_EQ(network.punished[0].whom, *liar);
  EXPECT_EQ(network.counter(*victim, 0), 1u);
}

TEST(Network, HearsNothingOnceItStops) {
  Network network({4, 0, 0});
  network.start_all();
  network.grow(0, 1);
  ASSERT_TRUE(network.run_to_height(1, 1'000));
  network.engine(3).stop();
  network.run_for(100);
  network.said.clear();
  network.say(0, 3, RangeRequest{1, Height{1}, 1});
  network.run_for(100);
  EXPECT_EQ(said<RangeAnswer>(network), 0u);
  network.grow(0, 2);
  EXPECT_EQ(network.height(3), Height{1});
}

TEST(Network, VerifiesNothingTwice) {
  Network network({4, 0, 0});
  network.start_all();
  network.grow(0, 10);
  network.run_for(5'000);
  const auto before = network.engine(0).metrics(network.now(0)).messages_verified;
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (std::holds_alternative<ConsensusMessage>(message) && from != 0) network.say(from, to, message);
    return true;
  };
  network.grow(0, 10);
  network.run_for(5'000);
  const auto metrics = network.engine(0).metrics(network.now(0));
  EXPECT_LE(metrics.messages_verified - before, before + before / 4);
  EXPECT_GT(metrics.messages_skipped, 0u);
}

TEST(Network, AsksAgainWhenAnswersAreLost) {
  Network network({4, 0, 0});
  std::size_t lost = 0;
  network.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    if (lost == 6) return true;
    lost += std::holds_alternative<BodyAnswer>(message) ? 1 : 0;
    return !std::holds_alternative<BodyAnswer>(message) &&
           !std::holds_alternative<TransactionsMessage>(message);
  };
  network.start_all();
  network.submit(1, network.make(0, 0, add(1)));
  EXPECT_TRUE(network.run_to_height(1, 20'000)) << warnings(network);
  EXPECT_EQ(lost, 6u);
  EXPECT_TRUE(network.punished.empty());
}

TEST(Network, DropsAPeerThatSaysGarbage) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  network.say(3, 0, Bytes{250, 1, 2, 3});
  network.say(2, 0, TransactionsMessage{{Bytes{1, 2, 3}}});
  network.run_for(100);
  EXPECT_TRUE(was_punished(network, 3));
  EXPECT_TRUE(was_punished(network, 2));
}

TEST(Network, DropsAPeerThatPassesOnManyBadSignatures) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  TransactionsMessage few;
  for (std::uint64_t nonce = 0; nonce < 4; ++nonce)
    few.transactions.push_back(to_bytes(network.make_badly_signed(0, nonce)->bytes()));
  network.say(3, 0, few);
  network.run_for(100);
  EXPECT_FALSE(was_punished(network, 3));  // a rotation of keys makes as many of them
  TransactionsMessage many;
  for (std::size_t person = 1; person < 4; ++person) {
    for (std::uint64_t nonce = 0; nonce < 8; ++nonce)
      many.transactions.push_back(to_bytes(network.make_badly_signed(person, nonce)->bytes()));
  }
  network.say(3, 0, many);
  network.run_for(100);
  EXPECT_TRUE(was_punished(network, 3));
  EXPECT_EQ(network.engine(0).metrics(network.now(0)).pooled, 0u);
}

TEST(Network, IgnoresAnswersToNothingThatWasAsked) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  network.say(3, 0, BodyAnswer{7, {Bytes{1}}});
  network.say(3, 0, engine::BlockAnswer{7, Bytes{1}});
  network.say(3, 0, RangeAnswer{7, {{Bytes{1}, {}}}});
  network.run_for(100);
  EXPECT_TRUE(network.punished.empty());
  network.submit(0, network.make(0, 0, add(1)));
  EXPECT_TRUE(network.run_to_height(1, 5'000));
}

TEST(Network, DropsWhatAPeerSendsBeyondItsShare) {
  Network network({4, 0, 0});
  network.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    return !std::holds_alternative<ConsensusMessage>(message);
  };
  network.start_all();
  network.run_for(100);
  // Unknown senders: they cost a look at the state, and are refused.
  auto value = network.make(0, 0, add(1))->value();
  TransactionsMessage flood;
  for (std::size_t i = 0; i < 2'000; ++i) {
    value.payload.nonce = i;
    value.payload.sender.raw.bytes[0] ^= 1;
    flood.transactions.push_back(to_bytes(types::Transaction::from(value)->bytes()));
  }
  for (std::size_t i = 0; i < 40; ++i) network.say(3, 0, flood);
  network.run_for(100);
  const auto metrics = network.engine(0).metrics(network.now(0));
  EXPECT_GT(metrics.gossip_dropped, 0u);
  EXPECT_LT(metrics.intake, engine::kMaxIntake + 1);
}

// R15
TEST(Network, KeepsTheVotesOfAnEquivocatingValidator) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  for (const std::uint8_t fill : {std::uint8_t{1}, std::uint8_t{2}}) {
    types::Vote vote;
    vote.subject = {types::VoteKind::notarize, types::Epoch{0}, types::View{1}, {}};
    vote.subject.block.bytes.fill(fill);
    vote.validator = 3;
    vote.signature =
        network.consensus_key(3).sign(types::vote_message(network.chain_id(), vote.subject), Hash{});
    network.say(3, 0, ConsensusMessage{consensus::VoteMessage{vote}});
  }
  network.run_for(100);
  const auto list = network.engine(0).evidence().evidence;
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].validator, network.consensus_key(3).public_key());
  EXPECT_EQ(list[0].first.validator, 3);
  EXPECT_NE(list[0].first.subject, list[0].second.subject);
  EXPECT_EQ(codec::encode(list[0].first), list[0].first_bytes);
  EXPECT_EQ(network.engine(0).metrics(network.now(0)).evidence, 1u);
  EXPECT_FALSE(was_punished(network, 3));
}

TEST(Network, DropsAPeerThatForgesAVote) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  types::Vote vote;
  vote.subject = {types::VoteKind::nullify, types::Epoch{0}, types::View{1}, {}};
  vote.validator = 2;
  vote.signature =
      network.consensus_key(3).sign(types::vote_message(network.chain_id(), vote.subject), Hash{});
  network.say(3, 0, ConsensusMessage{consensus::VoteMessage{vote}});
  network.run_for(100);
  EXPECT_TRUE(was_punished(network, 3));
  EXPECT_FALSE(was_punished(network, 2));
}

// R13
TEST(Network, WarnsOfAClockFarFromTheOthersOnceAMinute) {
  Network network({4, 0, 0});
  network.clock_skew_ms[0] = 800;
  network.start_all();
  network.run_for(50'000);
  std::size_t told = 0;
  for (const auto& one : network.warnings)
    told += one.find("clock is 8") != std::string::npos && one.find("ahead") != std::string::npos ? 1 : 0;
  EXPECT_EQ(told, 1u) << warnings(network);
  EXPECT_EQ(network.warnings.size(), 1u) << warnings(network);
  network.run_for(60'000);
  EXPECT_EQ(network.warnings.size(), 2u) << warnings(network);
}

TEST(Network, ListsItsPeers) {
  Network network({4, 1, 0});
  network.start_all();
  network.grow(0, 3);
  network.run_for(15'000);
  network.kill(3);
  network.run_for(100);
  const auto list = network.engine(0).peers(network.now(0)).peers;
  ASSERT_EQ(list.size(), 5u);
  EXPECT_TRUE(list[0].own);
  EXPECT_EQ(list[1].name, "node-1");
  EXPECT_TRUE(list[1].connected);
  EXPECT_TRUE(list[1].validator);
  EXPECT_EQ(list[1].height, Height{3});
  EXPECT_EQ(list[1].lag, 0u);
  EXPECT_GT(list[1].bytes_in, 0u);
  EXPECT_GT(list[1].bytes_out, 0u);
  EXPECT_FALSE(list[3].connected);
  EXPECT_FALSE(list[3].height.has_value());
  EXPECT_FALSE(list[4].validator);
  const auto status = network.engine(0).status(network.now(0));
  EXPECT_EQ(status.peers_connected, 3u);
  EXPECT_EQ(status.peers_known, 5u);
  EXPECT_EQ(status.readiness, api::Readiness::ready);
}

TEST(Network, IsNearlySilentWhenIdle) {
  Network network({4, 0, 0});
  network.start_all();
  network.grow(0, 2);
  network.run_for(30'000);
  network.said.clear();
  network.run_for(60'000);
  std::size_t all = 0;
  for (const auto& [kind, count] : network.said) all += count;
  EXPECT_LE(all, 12u * 7u);  // statuses
}

}  // namespace
}  // namespace kula::tests
