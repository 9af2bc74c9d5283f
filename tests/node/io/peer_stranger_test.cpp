// Who is not let in, and what that costs (T1).
#include <openssl/ssl.h>

#include "tests/node/io/peer_fixture.h"

namespace kula::io {
namespace {

constexpr std::uint64_t kShortMs = 1'000;  // a loaded machine still makes a handshake in it

class PeerStrangerTest : public PeerTest {
 protected:
  PeerStrangerTest() : node_(add("alpha")), member_(add("mallory")) {
    auto quick = settings(false);
    quick.timeouts.setup_ms = kShortMs;
    quick.timeouts.frame_ms = 5 * kShortMs;  // six megabytes pass in it
    quick.timeouts.punish_ms = kShortMs;
    node_.start(quick);
    node_.network().set_registry({node_.entry(), member_.entry()});
  }
  Attacker& attack(const Attacker::Tls& tls) {
    attackers_.push_back(std::make_unique<Attacker>(node_.port(), tls));
    return *attackers_.back();
  }
  Attacker& attack_plain() {
    attackers_.push_back(std::make_unique<Attacker>(node_.port()));
    return *attackers_.back();
  }
  // A member that has said hello and was answered.
  Attacker& enter() {
    auto& attacker = attack({&member_.identity()});
    EXPECT_TRUE(poll_until([&] { return attacker.is_ready(); }));
    EXPECT_TRUE(attacker.send(wire_hello(1)));
    EXPECT_TRUE(poll_until([&] { return node_.sees(member_); }));
    return attacker;
  }
  void expect_turned_away(Attacker& attacker) {
    EXPECT_TRUE(poll_until([&] { return attacker.is_closed() && node_.network().links() == 0; }));
    EXPECT_EQ(node_.connections, 0u);
    EXPECT_TRUE(attacker.received().empty()) << "it was told " << to_hex(attacker.received());
  }

  PeerNode& node_;
  PeerNode& member_;  // of the registry; its key is in an attacker's hands
};

TEST_F(PeerStrangerTest, PlainBytesEndTheConnection) {
  auto& attacker = attack_plain();
  attacker.send_plain(as_bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  ASSERT_TRUE(poll_until([&] { return attacker.is_closed(); }));
  EXPECT_EQ(node_.connections, 0u);
}

TEST_F(PeerStrangerTest, OlderTlsIsRefused) {
  expect_turned_away(attack({&member_.identity(), TLS1_2_VERSION}));
}

TEST_F(PeerStrangerTest, NobodyEntersWithoutACertificate) { expect_turned_away(attack({})); }

TEST_F(PeerStrangerTest, NobodyEntersWhoseKeyIsNotRegistered) {
  auto& stranger = add("stranger");
  expect_turned_away(attack({&stranger.identity()}));
  EXPECT_TRUE(node_.log.has({stranger.id().text(), "not in the registry"})) << node_.log.text();
}

TEST_F(PeerStrangerTest, NobodyEntersWithThisNodesOwnKey) {
  expect_turned_away(attack({&node_.identity()}));
  EXPECT_TRUE(node_.log.has({"one key must not be in two places"})) << node_.log.text();
}

TEST_F(PeerStrangerTest, WhoSaysNothingIsClosed) {
  auto& silent = attack_plain();
  ASSERT_TRUE(poll_until([&] { return silent.is_closed() && node_.network().links() == 0; }));
}

TEST_F(PeerStrangerTest, WhoTricklesItsHandshakeIsClosedInTheSameTime) {
  auto& slow = attack_plain();
  const auto began = steady_now_ms();
  const Bytes record{0x16, 0x03, 0x01, 0x02, 0x00, 0x01,
                     0x00, 0x01, 0xfc, 0x03, 0x03};  // a hello's first bytes
  std::size_t sent = 0;
  ASSERT_TRUE(poll_until([&] {
    if (steady_now_ms() > began + sent * 40)
      slow.send_plain(ByteView(record).subspan(sent++ % record.size(), 1));
    return slow.is_closed();
  }));
  EXPECT_LT(steady_now_ms() - began, 10 * kShortMs);
}

TEST_F(PeerStrangerTest, AMemberThatSaysNoHelloIsClosed) {
  auto& mute = attack({&member_.identity()});
  ASSERT_TRUE(poll_until([&] { return mute.is_closed(); }));
  EXPECT_EQ(node_.connections, 0u);
}

TEST_F(PeerStrangerTest, AMessageBeforeTheHelloIsNotHeard) {
  auto& hasty = attack({&member_.identity()});
  ASSERT_TRUE(poll_until([&] { return hasty.is_ready(); }));
  ASSERT_TRUE(hasty.send(wire_frame(kWireConsensus, as_bytes("vote"))));
  ASSERT_TRUE(poll_until([&] { return hasty.is_closed(); }));
  EXPECT_TRUE(node_.messages.empty());
}

TEST_F(PeerStrangerTest, OneAddressHoldsOnlySoManyUnfinishedConnections) {
  for (std::size_t i = 0; i < kMaxStrangersPerAddress + 20; ++i) attack_plain();
  std::size_t most = 0;
  ASSERT_TRUE(poll_until([&] {
    most = std::max(most, node_.network().links());
    return std::all_of(attackers_.begin(), attackers_.end(),
                       [](const auto& one) { return one->is_closed(); });
  }));
  EXPECT_LE(most, kMaxStrangersPerAddress);
  EXPECT_GT(most, kMaxStrangersPerAddress / 2);
  enter();  // and afterwards others are welcome
}

TEST_F(PeerStrangerTest, AnotherNetworksMemberIsToldBothHashes) {
  auto& lost = attack({&member_.identity()});
  ASSERT_TRUE(poll_until([&] { return lost.is_ready(); }));
  ASSERT_TRUE(lost.send(wire_hello(7)));
  ASSERT_TRUE(poll_until([&] { return lost.is_closed(); }));
  Bytes refusal{2, 0};
  append(refusal, chain_of(1).view());
  Bytes expected = wire_hello(1);
  append(expected, wire_frame(kWireRefusal, refusal));
  EXPECT_EQ(to_hex(lost.received()), to_hex(expected));
  EXPECT_TRUE(poll_until([&] {
    return node_.log.has({"mallory", chain_of(1).text(), chain_of(7).text()});
  })) << node_.log.text();
  EXPECT_EQ(node_.connections, 0u);
}

TEST_F(PeerStrangerTest, AnAnnouncedGiantIsPunishedBeforeItComes) {
  auto& giant = enter();
  const Bytes head{0xff, 0xff, 0xff, 0xff, kWireConsensus};
  ASSERT_TRUE(giant.send(head));
  ASSERT_TRUE(poll_until([&] { return !node_.sees(member_); }));
  EXPECT_TRUE(node_.log.has({"mallory", "misbehaved", "too large"})) << node_.log.text();
  auto& again = attack({&member_.identity()});
  ASSERT_TRUE(poll_until([&] { return again.is_closed(); }));
  EXPECT_FALSE(node_.sees(member_));
  poll_for(kShortMs);
  enter();
}

TEST_F(PeerStrangerTest, AFrameOfTheLargestSizeIsHeardAndOneByteMoreIsNot) {
  auto& attacker = enter();
  const Bytes largest = wire_frame(kWireConsensus, Bytes(engine::kMaxPeerMessageBytes, 0x5a));
  std::size_t sent = 0;
  ASSERT_TRUE(poll_until([&] {
    while (sent < largest.size()) {
      const auto part = std::min<std::size_t>(16 * 1024, largest.size() - sent);
      if (!attacker.send(ByteView(largest).subspan(sent, part))) break;
      sent += part;
    }
    return node_.messages.size() == 1;
  }));
  EXPECT_EQ(node_.messages[0].second.size(), engine::kMaxPeerMessageBytes);
  const auto length = static_cast<std::uint32_t>(engine::kMaxPeerMessageBytes + 2);
  Bytes head;
  for (int shift = 0; shift < 32; shift += 8) head.push_back(static_cast<std::uint8_t>(length >> shift));
  ASSERT_TRUE(attacker.send(head));
  ASSERT_TRUE(poll_until([&] { return !node_.sees(member_); }));
}

TEST_F(PeerStrangerTest, AFrameThatIsCutOffIsNoMessage) {
  {
    auto& attacker = enter();
    const auto whole = wire_frame(kWireConsensus, as_bytes("a message that does not end"));
    ASSERT_TRUE(attacker.send(ByteView(whole).first(whole.size() - 1)));
    poll_for(50);
    attackers_.clear();
  }
  ASSERT_TRUE(poll_until([&] { return !node_.sees(member_); }));
  EXPECT_TRUE(node_.messages.empty());
}

TEST_F(PeerStrangerTest, WhoTricklesAFrameIsDropped) {
  auto& slow = enter();
  slow.set_deaf(true);  // it does not notice the end, and goes on
  const auto whole = wire_frame(kWireConsensus, Bytes(10'000, 1));
  std::size_t sent = 0;
  auto next = steady_now_ms();
  ASSERT_TRUE(poll_until([&] {
    if (steady_now_ms() >= next) {
      next += 20;
      static_cast<void>(slow.send(ByteView(whole).subspan(sent++, 1)));
    }
    return !node_.sees(member_);
  }));
  EXPECT_TRUE(node_.log.has({"mallory", "too slowly"})) << node_.log.text();
  EXPECT_TRUE(poll_until([&] { return !slow.send(Bytes{1}); })) << "nobody is left to hear it";
}

TEST_F(PeerStrangerTest, AnUnknownKindOfFrameIsPunished) {
  auto& attacker = enter();
  ASSERT_TRUE(attacker.send(wire_frame(99, as_bytes("?"))));
  ASSERT_TRUE(poll_until([&] { return !node_.sees(member_); }));
  EXPECT_TRUE(node_.log.has({"mallory", "misbehaved"})) << node_.log.text();
}

TEST_F(PeerStrangerTest, AFloodIsHeardOnlyAtItsPace) {
  auto& attacker = enter();
  const auto began = steady_now_ms();
  Bytes flood;
  for (int i = 0; i < 50; ++i) append(flood, wire_frame(kWireTransactions, as_bytes("x")));
  const std::size_t wanted = 2 * kPeerMessagesBurst;
  std::size_t sent = 0;
  ASSERT_TRUE(poll_until([&] {
    while (sent < 2 * wanted && attacker.send(flood)) sent += 50;
    return node_.messages.size() >= wanted;
  }));
  const auto took_ms = static_cast<std::int64_t>(steady_now_ms() - began);
  EXPECT_GE(took_ms,
            (static_cast<std::int64_t>(wanted) - kPeerMessagesBurst) * 1000 / kTransactionsPerSecond - 50);
  EXPECT_TRUE(node_.sees(member_));
}

}  // namespace
}  // namespace kula::io
