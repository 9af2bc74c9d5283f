// Which snapshot a new node begins with, and when it fetches blocks instead (R19).
#include "tests/node/engine/snapshot_fixture.h"

namespace kula::tests {
namespace {

using engine::ChunkAnswer;
using engine::ChunkRequest;
using engine::PeerMessage;
using engine::SnapshotRequest;

TEST_F(SnapshotJoin, LooksForAnotherSnapshotWhenNobodyHasThisOneAnyMore) {
  const auto first = types::id_of(*network_.chain(0).header(kSnapshot));
  network_.on_wire = [&](std::size_t from, std::size_t, PeerMessage& message) {
    auto* question = std::get_if<ChunkRequest>(&message);
    if (question != nullptr && from == newcomer_ && question->block == first) question->block.bytes[0] ^= 1;
    return true;
  };
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return network_.restarts[newcomer_] == 1; }, 10'000));
  network_.grow(0, 30);
  ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, 120'000)) << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{96});
  EXPECT_TRUE(is_same_chain(network_, 0, newcomer_));
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

// Peers whose snapshots hold nothing up twice, and in the end not at all.
TEST_F(SnapshotJoin, FetchesBlocksAfterThreeSnapshotsThatCameToNothing) {
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    return to != newcomer_ || !std::holds_alternative<ChunkAnswer>(message);
  };
  network_.start(newcomer_);
  const auto limit_ms = engine::kMaxFills * (engine::kFillStallMs + engine::kSnapshotSearchMs) + 30'000;
  ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, static_cast<DurationMs>(limit_ms)))
      << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{0});
  EXPECT_EQ(network_.restarts[newcomer_], 2 * engine::kMaxFills) << "to be filled, and back";
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

// Validators 0 to 3 and the newcomer 4; node 0 makes snapshots at other heights than the others.
class SnapshotJoinWithOneOtherOffer : public testing::Test {
 protected:
  void run(std::uint64_t interval, std::uint64_t other_interval, std::uint64_t blocks,
           std::uint64_t newcomers_interval = kInterval) {
    network_.snapshots = [=](std::size_t node) {
      const auto given = node == 0 ? other_interval : interval;
      return engine::SnapshotSettings{true, node == 4 ? newcomers_interval : given, kSmall};
    };
    for (std::size_t node = 0; node < 4; ++node) network_.start(node);
    network_.grow(0, blocks);
    network_.run_for(2'000);
    network_.start(4);
  }
  void expect_joined_at(Height first, DurationMs limit_ms = 30'000) {
    ASSERT_TRUE(network_.run_until([&] { return network_.height(4) == network_.height(0); }, limit_ms))
        << warnings(network_);
    EXPECT_EQ(network_.chain(4).first_height(), first);
    EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
  }
  Network network_{{4, 1, 0}};
};

TEST_F(SnapshotJoinWithOneOtherOffer, TakesTheOneThatMorePeersGiveWhenItIsLittleOlder) {
  run(32, 70, 75);
  expect_joined_at(Height{64});
}

TEST_F(SnapshotJoinWithOneOtherOffer, TakesTheNewerOneWhenTheOtherIsAnIntervalOlder) {
  run(40, 104, 105, 20);
  expect_joined_at(Height{104});
}

TEST_F(SnapshotJoinWithOneOtherOffer, IsHeldUpOnlyOnceByAnOfferThatCannotBeTaken) {
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    return to != 4 || !std::holds_alternative<ChunkAnswer>(message);
  };
  run(0, 70, 75);
  expect_joined_at(Height{0}, static_cast<DurationMs>(engine::kFillStallMs + 40'000));
  EXPECT_EQ(network_.restarts[4], 2u) << "to be filled, and back";
}

TEST(SnapshotJoinWithoutSnapshots, FetchesBlocks) {
  Network network({4, 1, 0});
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.grow(0, 70);
  network.start(4);
  ASSERT_TRUE(network.run_to_height(70, 30'000)) << warnings(network);
  EXPECT_EQ(network.chain(4).first_height(), Height{0});
  EXPECT_EQ(network.restarts[4], 0u);
}

TEST(SnapshotJoinOfAShortChain, FetchesBlocks) {
  Network network({4, 1, 0});
  network.snapshots = [](std::size_t) { return engine::SnapshotSettings{true, 20, kSmall}; };
  for (std::size_t node = 0; node < 4; ++node) network.start(node);
  network.grow(0, engine::kSnapshotDistance - 1);
  network.run_for(2'000);
  network.start(4);
  ASSERT_TRUE(network.run_to_height(engine::kSnapshotDistance - 1, 30'000)) << warnings(network);
  EXPECT_EQ(network.chain(4).first_height(), Height{0});
  EXPECT_EQ(network.said[PeerMessage(SnapshotRequest{}).index()], 0u);
}

}  // namespace
}  // namespace kula::tests
