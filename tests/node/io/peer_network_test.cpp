// Links between nodes that know each other.
#include "tests/node/io/peer_fixture.h"
#include "tests/node/io/wire_tap.h"

namespace kula::io {
namespace {

using engine::Lane;

constexpr std::uint64_t kReconnectMs = 2'000;  // R11

Bytes text(std::string_view words) { return to_bytes(as_bytes(words)); }

class PeerNetworkTest : public PeerTest {
 protected:
  PeerNetworkTest() : alpha_(add("alpha")), beta_(add("beta")) {}
  void start_both() {
    alpha_.start(settings());
    beta_.start(settings());
    register_all();
    ASSERT_TRUE(poll_connected(alpha_, beta_)) << alpha_.log.text() << beta_.log.text();
  }
  void expect_one_link() {
    ASSERT_TRUE(poll_until([&] { return alpha_.network().links() == 1 && beta_.network().links() == 1; }));
    EXPECT_TRUE(alpha_.sees(beta_));
    EXPECT_TRUE(beta_.sees(alpha_));
  }

  PeerNode& alpha_;
  PeerNode& beta_;
};

TEST_F(PeerNetworkTest, NodesOfDifferentNetworksRefuseEachOtherAndBothSayWhy) {
  alpha_.start(settings());
  beta_.start({chain_of(2), true, kPeerProtocol, {}});
  register_all();
  ASSERT_TRUE(poll_until([&] {
    return alpha_.log.has(
               {"no connection with beta", beta_.id().text(), chain_of(1).text(), chain_of(2).text()}) &&
           beta_.log.has(
               {"no connection with alpha", alpha_.id().text(), chain_of(1).text(), chain_of(2).text()});
  })) << alpha_.log.text()
      << beta_.log.text();
  EXPECT_EQ(alpha_.connections + beta_.connections, 0u);
}

TEST_F(PeerNetworkTest, AnotherVersionIsRefusedByNumber) {
  alpha_.start(settings());
  beta_.start({chain_of(1), true, kPeerProtocol + 1, {}});
  register_all();
  ASSERT_TRUE(poll_until([&] { return alpha_.log.has({"beta", "version 3", "2"}); })) << alpha_.log.text();
  EXPECT_EQ(alpha_.connections, 0u);
}

TEST_F(PeerNetworkTest, ARegisteredNodeAtAnotherNodesEndpointIsNotTakenForIt) {
  auto& gamma = add("gamma");
  alpha_.start(settings(false));
  beta_.start(settings());
  gamma.start(settings(false));
  auto misplaced = gamma.entry();
  misplaced.endpoint = alpha_.entry().endpoint;
  beta_.network().set_registry({beta_.entry(), misplaced});
  alpha_.network().set_registry({alpha_.entry(), beta_.entry(), gamma.entry()});
  ASSERT_TRUE(poll_until([&] {
    return beta_.log.has({"gamma", "another node answers there"});
  })) << beta_.log.text();
  EXPECT_FALSE(beta_.sees(gamma));
  EXPECT_EQ(alpha_.connections, 0u);
}

TEST_F(PeerNetworkTest, ANodeThatIsNotAdmittedSeesNoConnection) {
  alpha_.start(settings(false));
  beta_.start(settings());
  alpha_.network().set_registry({alpha_.entry()});
  beta_.network().set_registry({alpha_.entry(), beta_.entry()});
  ASSERT_TRUE(poll_until([&] {
    return beta_.log.has({"alpha", "it does not admit our key"});
  })) << beta_.log.text();
  EXPECT_EQ(beta_.connections, 0u);
}

TEST_F(PeerNetworkTest, MessagesPassBothWaysWhoeverDialled) {
  alpha_.start(settings(false));
  beta_.start(settings(true), false);
  register_all();
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  alpha_.send(beta_, Lane::consensus, text("from alpha"));
  beta_.send(alpha_, Lane::transactions, text("from beta"));
  beta_.send(alpha_, Lane::sync, {});
  ASSERT_TRUE(poll_until([&] { return beta_.messages.size() == 1 && alpha_.messages.size() == 2; }));
  EXPECT_EQ(beta_.messages[0], std::pair(alpha_.id(), text("from alpha")));
  EXPECT_EQ(alpha_.messages[0], std::pair(beta_.id(), Bytes{}));
  EXPECT_EQ(alpha_.messages[1], std::pair(beta_.id(), text("from beta")));
}

TEST_F(PeerNetworkTest, ConsensusOvertakesWhatWaits) {
  start_both();
  beta_.messages.clear();
  alpha_.send(beta_, Lane::transactions, text("t1"));
  alpha_.send(beta_, Lane::sync, text("s1"));
  alpha_.send(beta_, Lane::consensus, text("c1"));
  alpha_.send(beta_, Lane::transactions, text("t2"));
  alpha_.send(beta_, Lane::consensus, text("c2"));
  ASSERT_TRUE(poll_until([&] { return beta_.messages.size() == 5; }));
  std::string order;
  for (const auto& [from, message] : beta_.messages) order += std::string(as_text(message)) + " ";
  EXPECT_EQ(order, "c1 c2 s1 t1 t2 ");
}

TEST_F(PeerNetworkTest, TheLargestMessagePassesAndNothingIsLostBehindIt) {
  start_both();
  Bytes large(engine::kMaxPeerMessageBytes);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * 2654435761u >> 16);
  alpha_.send(beta_, Lane::sync, large);
  alpha_.send(beta_, Lane::sync, text("behind"));
  ASSERT_TRUE(poll_until([&] { return beta_.messages.size() == 2; }));
  EXPECT_TRUE(beta_.messages[0].second == large);
  EXPECT_EQ(beta_.messages[1].second, text("behind"));
}

TEST_F(PeerNetworkTest, TwoThatDialAtOnceEndWithOneLink) {
  for (int round = 0; round < 20; ++round) {
    start_both();
    expect_one_link();
    alpha_.messages.clear();
    beta_.messages.clear();
    alpha_.send(beta_, Lane::consensus, text("to beta"));
    beta_.send(alpha_, Lane::consensus, text("to alpha"));
    ASSERT_TRUE(poll_until([&] { return alpha_.messages.size() == 1 && beta_.messages.size() == 1; }))
        << round;
    alpha_.stop();
    beta_.stop();
    context_.poll();
  }
}

TEST_F(PeerNetworkTest, AStoppedPeerIsNoticedAndDialledAgainWithinTwoSeconds) {
  alpha_.start(settings(true));
  beta_.start(settings(false));
  register_all();
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  beta_.stop();
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_); }));
  poll_for(2 * kReconnectMs);  // the back-off has grown to its end
  beta_.start(settings(false));
  const auto back_ms = steady_now_ms();
  beta_.network().set_registry({alpha_.entry(), beta_.entry()});
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  EXPECT_LE(steady_now_ms() - back_ms, kReconnectMs);
}

TEST_F(PeerNetworkTest, LeavingTheRegistryEndsTheLinkAtOnceAndKeepsOthers) {
  auto& gamma = add("gamma");
  gamma.start(settings());
  start_both();
  ASSERT_TRUE(poll_connected(alpha_, gamma));
  // Links that are replaced while all dial at once are gone.
  ASSERT_TRUE(poll_until([&] { return alpha_.network().links() == 2 && gamma.network().links() == 2; }));
  const auto connections = gamma.connections;
  const auto before = steady_now_ms();
  alpha_.network().set_registry({alpha_.entry(), gamma.entry()});
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_) && !beta_.sees(alpha_); }));
  EXPECT_LT(steady_now_ms() - before, 5'000u);
  poll_for(500);  // beta dials on, in vain
  EXPECT_FALSE(alpha_.sees(beta_));
  EXPECT_TRUE(alpha_.sees(gamma));
  EXPECT_EQ(gamma.connections, connections);
  register_all();
  EXPECT_TRUE(poll_connected(alpha_, beta_));
}

TEST_F(PeerNetworkTest, APunishedPeerIsAwayForAWhileAndNamedWithTheReason) {
  auto quick = settings();
  quick.timeouts.punish_ms = 1'000;
  alpha_.start(quick);
  beta_.start(settings());
  register_all();
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  const auto before = steady_now_ms();
  alpha_.network().punish(beta_.id(), "it sent a forged vote");
  EXPECT_TRUE(alpha_.sees(beta_)) << "the engine is told later, not within its own call";
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_); }));
  EXPECT_TRUE(alpha_.log.has({"beta", "misbehaved", "forged vote"})) << alpha_.log.text();
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  EXPECT_GE(steady_now_ms() - before, 1'000u);
}

TEST_F(PeerNetworkTest, APartitionCutsNamedPeersUntilItIsHealed) {
  auto& gamma = add("gamma");
  gamma.start(settings());
  start_both();
  ASSERT_TRUE(poll_connected(alpha_, gamma));
  EXPECT_EQ(alpha_.network().set_partition({"beta", "nobody"}), "nobody");
  EXPECT_EQ(alpha_.network().set_partition({"beta"}), std::nullopt);
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_); }));
  poll_for(500);
  EXPECT_FALSE(alpha_.sees(beta_));
  EXPECT_FALSE(beta_.sees(alpha_));
  EXPECT_TRUE(alpha_.sees(gamma));
  EXPECT_EQ(alpha_.network().set_partition({}), std::nullopt);
  EXPECT_TRUE(poll_connected(alpha_, beta_));
}

TEST_F(PeerNetworkTest, WhoReadsNothingIsDroppedAndNobodyWaitsForIt) {
  auto& deaf = add("deaf");
  auto quick = settings();
  quick.timeouts.stall_ms = 1'000;
  alpha_.start(quick);
  beta_.start(settings());
  for (auto* node : {&alpha_, &beta_})
    node->network().set_registry({alpha_.entry(), beta_.entry(), deaf.entry()});
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  attackers_.push_back(std::make_unique<Attacker>(alpha_.port(), Attacker::Tls{&deaf.identity()}));
  auto& attacker = *attackers_.back();
  ASSERT_TRUE(poll_until([&] { return attacker.is_ready(); }));
  ASSERT_TRUE(attacker.send(wire_hello(1)));
  ASSERT_TRUE(poll_until([&] { return alpha_.sees(deaf); }));
  attacker.set_deaf(true);
  const Bytes block(1024 * 1024, 7);
  for (std::size_t i = 1; i <= 40; ++i) {
    alpha_.send(deaf, Lane::transactions, block);
    alpha_.send(deaf, Lane::sync, block);
    alpha_.send(beta_, Lane::sync, block);
    const auto sent_ms = steady_now_ms();
    ASSERT_TRUE(poll_until([&] { return beta_.messages.size() == i; })) << i;
    EXPECT_LT(steady_now_ms() - sent_ms, 5'000u);
  }
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(deaf); }));
  EXPECT_TRUE(alpha_.log.has({"deaf", "does not read"})) << alpha_.log.text();
  EXPECT_TRUE(alpha_.sees(beta_));
}

TEST_F(PeerNetworkTest, AFullConsensusLaneEndsTheLinkBeforeItGrows) {
  start_both();
  expect_one_link();
  const Bytes proposal(1024 * 1024, 7);
  for (std::size_t i = 0; i < 32; ++i) alpha_.send(beta_, Lane::consensus, proposal);
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_); }));
  EXPECT_TRUE(alpha_.log.has({"beta", "does not read what consensus tells it"})) << alpha_.log.text();
  EXPECT_TRUE(poll_connected(alpha_, beta_)) << "it is no fault of the peer's";
}

TEST_F(PeerNetworkTest, APulledCableIsNoticedByBothAndAnIdleLinkIsKept) {
  auto quick = settings(false);
  quick.timeouts.keep_alive_ms = 200;
  quick.timeouts.silence_ms = 2'000;
  alpha_.start(quick);
  WireTap tap(context_, alpha_.port());
  quick.dials = true;
  beta_.start(quick, false);
  auto behind_tap = alpha_.entry();
  behind_tap.endpoint = "127.0.0.1:" + std::to_string(tap.port());
  alpha_.network().set_registry({alpha_.entry(), beta_.entry()});
  beta_.network().set_registry({behind_tap, beta_.entry()});
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  poll_for(4'000);
  EXPECT_TRUE(alpha_.sees(beta_));
  EXPECT_EQ(alpha_.connections, 1u) << alpha_.log.text();
  tap.pull();
  ASSERT_TRUE(poll_until([&] { return !alpha_.sees(beta_) && !beta_.sees(alpha_); }));
  EXPECT_TRUE(alpha_.log.has({"beta", "silent"})) << alpha_.log.text();
}

TEST_F(PeerNetworkTest, TheWireCarriesNothingInClear) {
  alpha_.start(settings(false));
  WireTap tap(context_, alpha_.port());
  beta_.start(settings(true), false);
  auto behind_tap = alpha_.entry();
  behind_tap.endpoint = "127.0.0.1:" + std::to_string(tap.port());
  alpha_.network().set_registry({alpha_.entry(), beta_.entry()});
  beta_.network().set_registry({behind_tap, beta_.entry()});
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  const auto secret = text("these words are said to nobody else");
  for (int i = 0; i < 100; ++i) {
    alpha_.send(beta_, Lane::consensus, secret);
    beta_.send(alpha_, Lane::transactions, secret);
  }
  ASSERT_TRUE(poll_until([&] { return alpha_.messages.size() == 100 && beta_.messages.size() == 100; }));
  const auto& wire = tap.recording();
  EXPECT_GT(wire.size(), 200 * secret.size()) << "the tap heard it all";
  const auto holds = [&](ByteView part) {
    return std::search(wire.begin(), wire.end(), part.begin(), part.end()) != wire.end();
  };
  EXPECT_FALSE(holds(secret));
  EXPECT_FALSE(holds(ByteView(secret).first(8)));
  EXPECT_FALSE(holds(chain_of(1).view()));
  // The registry's keys are public; who talks is hidden all the same: certificates are encrypted.
  EXPECT_FALSE(holds(as_bytes("kula")));
}

TEST_F(PeerNetworkTest, AQuietNetworkSaysLittle) {
  alpha_.start(settings(false));
  WireTap tap(context_, alpha_.port());
  beta_.start(settings(true), false);
  auto behind_tap = alpha_.entry();
  behind_tap.endpoint = "127.0.0.1:" + std::to_string(tap.port());
  alpha_.network().set_registry({alpha_.entry(), beta_.entry()});
  beta_.network().set_registry({behind_tap, beta_.entry()});
  ASSERT_TRUE(poll_connected(alpha_, beta_));
  poll_for(100);
  const auto before = tap.recording().size();
  poll_for(3 * kKeepAliveMs);
  const auto said = tap.recording().size() - before;
  EXPECT_GT(said, 0u);
  EXPECT_LT(said, 1'000u);
}

}  // namespace
}  // namespace kula::io
