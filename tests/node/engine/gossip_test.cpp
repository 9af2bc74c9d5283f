// How transactions come from the node that was told to those that make blocks.
#include <gtest/gtest.h>

#include "tests/node/toy/network.h"

namespace kula::tests {
namespace {

using engine::BodyRequest;
using engine::ConsensusMessage;
using engine::PeerMessage;
using engine::TransactionsMessage;

TEST(Gossip, VerifiesEachTransactionOnceANodeAndSaysItOnce) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  const auto transaction = network.make(0, 0, add(1));
  network.submit(2, transaction);
  ASSERT_TRUE(network.run_to_height(1, 5'000)) << warnings(network);
  for (std::size_t node = 0; node < 4; ++node) EXPECT_EQ(network.verified[node][transaction->id()], 1u);
  EXPECT_EQ(said<TransactionsMessage>(network), 3u);
  EXPECT_EQ(said<BodyRequest>(network), 0u);
}

TEST(Gossip, NeverGossipsATransactionBackToWhereItCameFrom) {
  Network network({4, 1, 0});
  std::set<std::size_t> back;
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (std::holds_alternative<TransactionsMessage>(message) && to == 4) back.insert(from);
    return !std::holds_alternative<ConsensusMessage>(message);
  };
  network.start_all();
  network.submit(4, network.make(0, 0, add(1)));
  network.run_for(20'000);
  EXPECT_TRUE(back.empty());
  EXPECT_GT(said<TransactionsMessage>(network), 4u);
}

TEST(Gossip, PassesOnWhatAnObserverSaysToOneNodeOnly) {
  Network network({4, 1, 0});
  for (std::size_t node = 1; node < 4; ++node) network.cut(4, node);
  network.start_all();
  network.submit(4, network.make(0, 0, add(1)));
  EXPECT_TRUE(network.run_to_height(1, 900)) << warnings(network);
}

TEST(Gossip, BringsATransactionToTheLeaderAfterAPartition) {
  Network network({4, 0, 0});
  network.start_all();
  for (std::size_t node = 1; node < 4; ++node) network.cut(0, node);
  network.submit(0, network.make(0, 0, add(1)));
  network.run_for(20'000);
  EXPECT_EQ(network.height(0), Height{0});
  for (std::size_t node = 1; node < 4; ++node) network.heal(0, node);
  EXPECT_TRUE(network.run_to_height(1, 5'000)) << warnings(network);
}

TEST(Gossip, SaysAgainWhatStaysPooled) {
  Network network({4, 0, 0});
  bool loses = true;
  network.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    return !(loses && std::holds_alternative<TransactionsMessage>(message)) &&
           !std::holds_alternative<ConsensusMessage>(message);
  };
  network.start_all();
  const auto transaction = network.make(0, 0, add(1));
  network.submit(0, transaction);
  network.run_for(1'000);
  loses = false;
  network.run_for(3'000);
  for (std::size_t node = 1; node < 4; ++node) {
    EXPECT_EQ(network.engine(node).transaction(transaction->id()).status, api::TransactionState::pending);
  }
  // And more and more slowly.
  network.said.clear();
  network.run_for(60'000);
  EXPECT_LT(said<TransactionsMessage>(network), 80u);
}

// As many as admission takes at once, so that what comes next has to wait.
TransactionsMessage flood_of(const Network& network, std::size_t person) {
  TransactionsMessage flood;
  auto value = network.make_badly_signed(person, 0)->value();
  for (std::size_t i = 0; i < engine::kMaxIntake; ++i) {
    value.signatures[0].signature.bytes[0] = static_cast<std::uint8_t>(i);
    value.signatures[0].signature.bytes[1] = static_cast<std::uint8_t>(i / 256);
    flood.transactions.push_back(to_bytes(types::Transaction::from(value)->bytes()));
  }
  return flood;
}

TEST(Gossip, SaysWhatStaysPooledToAFewAtATimeAndToEverybodyInTurn) {
  Network network({7, 0, 0});
  std::map<std::size_t, std::size_t> said;                            // messages, by who said them
  std::map<std::pair<types::TransactionId, std::size_t>, int> heard;  // from node 0, by whom
  network.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const auto* transactions = std::get_if<TransactionsMessage>(&message);
    said[from] += transactions != nullptr ? 1 : 0;
    if (from == 0 && transactions != nullptr) {
      for (const auto& bytes : transactions->transactions)
        ++heard[{types::Transaction::parse(bytes)->id(), to}];
    }
    return !std::holds_alternative<ConsensusMessage>(message);
  };
  network.start_all();
  types::TransactionList sent;
  for (std::size_t person = 0; person < 3; ++person) {
    sent.push_back(network.make(person, 0, add(1)));
    network.submit(0, sent.back());
  }
  network.run_for(900);
  EXPECT_EQ(heard.size(), 18u) << "at first they are said to all";
  said.clear();
  heard.clear();
  network.run_for(600);
  for (std::size_t node = 1; node < 7; ++node) {
    EXPECT_GT(said[node], 0u) << node;
    EXPECT_LE(said[node], 3 * engine::kResendPeers) << node;
  }
  network.run_for(60'000);
  for (const auto& transaction : sent) {
    for (std::size_t node = 1; node < 7; ++node)
      EXPECT_GT((heard[{transaction->id(), node}]), 0) << "by node " << node;
  }
}

TEST(Gossip, AsksForNothingOfABlockThatOnlyWaitsForItsTurnInAdmission) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  network.verify_ms[3] = 500;
  network.say(1, 3, flood_of(network, 1));
  network.run_for(10);
  ASSERT_EQ(network.engine(3).metrics(network.now(3)).intake, engine::kMaxIntake);
  const auto transaction = network.make(0, 0, add(1));
  network.submit(0, transaction);
  ASSERT_TRUE(network.run_until([&] { return network.height(0) == Height{1}; }, 5'000)) << warnings(network);
  ASSERT_TRUE(network.run_to_height(1, 5'000)) << warnings(network);
  EXPECT_EQ(said<BodyRequest>(network), 0u);
  EXPECT_EQ(network.verified[3][transaction->id()], 1u);
}

TEST(Gossip, KeepsWhatASecondPeerSaidTooWhenTheFirstIsGone) {
  Network network({4, 0, 0});
  network.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    return !std::holds_alternative<ConsensusMessage>(message) && to == 3;
  };
  network.start_all();
  network.run_for(100);
  network.verify_ms[3] = 500;
  network.say(1, 3, flood_of(network, 1));
  network.run_for(10);
  const auto transaction = network.make(0, 0, add(1));
  const TransactionsMessage message{{to_bytes(transaction->bytes())}};
  network.say(0, 3, message);
  network.run_for(10);
  network.say(2, 3, message);
  network.run_for(10);
  network.cut(0, 3);
  network.run_for(800);
  EXPECT_EQ(network.engine(3).transaction(transaction->id()).status, api::TransactionState::pending);
}

TEST(Gossip, PassesOnABatchBeyondTheSendersLimit) {
  Network network({4, 0, 0});
  network.start_all();
  network.run_for(100);
  types::TransactionList sent;
  std::vector<ByteView> items;
  for (std::uint64_t nonce = 0; nonce < 80; ++nonce) sent.push_back(network.make(0, nonce, add(1)));
  for (const auto& one : sent) items.push_back(one->bytes());
  bool is_done = false;
  network.engine(0).submit_batch(
      api::encode_batch(items), api::Wait::final, 60'000,
      [&](const auto& result) { is_done = result.has_value(); }, network.now(0));
  ASSERT_TRUE(network.run_until([&] { return is_done; }, 20'000)) << warnings(network);
  EXPECT_EQ(network.counter(0, 0), 80u);
  for (std::size_t node = 0; node < 4; ++node) {
    for (const auto& one : sent) EXPECT_LE(network.verified[node][one->id()], 1u);
  }
  EXPECT_TRUE(network.punished.empty());
}

}  // namespace
}  // namespace kula::tests
