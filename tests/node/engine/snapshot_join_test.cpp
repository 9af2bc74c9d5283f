// New nodes that begin with a snapshot (R19), and crash on the way.
#include "tests/node/engine/snapshot_fixture.h"
#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using engine::ChunkAnswer;
using engine::ChunkRequest;
using engine::PeerMessage;
using engine::RangeRequest;
using engine::SnapshotRequest;

TEST_F(SnapshotJoin, BeginsAtTheSnapshotAndFollows) {
  std::set<std::size_t> asked;
  std::optional<api::ChainStatus> meanwhile;
  Height lowest{1'000};  // that is asked for
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (from == newcomer_ && std::holds_alternative<ChunkRequest>(message)) asked.insert(to);
    if (to == newcomer_ && std::holds_alternative<ChunkAnswer>(message))
      meanwhile = network_.engine(to).status(network_.now(to));
    const auto* range = std::get_if<RangeRequest>(&message);
    if (range != nullptr && from == newcomer_) lowest = std::min(lowest, range->first);
    return true;
  };
  network_.start(newcomer_);
  expect_joined();
  EXPECT_GE(asked.size(), 2u);
  EXPECT_EQ(lowest, next(kSnapshot));
  ASSERT_TRUE(meanwhile && meanwhile->snapshot);
  EXPECT_EQ(meanwhile->readiness, api::Readiness::syncing);
  EXPECT_EQ(meanwhile->snapshot->height, kSnapshot);
  EXPECT_GT(meanwhile->snapshot->chunks, 2u);
  EXPECT_LT(meanwhile->snapshot->chunks_done, meanwhile->snapshot->chunks);
  const auto status = network_.engine(newcomer_).status(network_.now(newcomer_));
  EXPECT_EQ(status.first_height, kSnapshot);
  EXPECT_FALSE(status.snapshot.has_value());
  EXPECT_EQ(status.epoch, types::Epoch{1});
  EXPECT_TRUE(network_.chain(newcomer_).epoch_close(types::Epoch{0}).has_value());
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
  EXPECT_EQ(network_.restarts[newcomer_], 2u);
  EXPECT_EQ(network_.counter(newcomer_, 7), network_.counter(0, 7));
}

TEST_F(SnapshotJoin, TakesNoSubmissionsMeanwhile) {
  std::optional<api::ProblemCode> refused;
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    if (to == newcomer_ && std::holds_alternative<ChunkAnswer>(message)) {
      network_.engine(to).submit(
          network_.make(1, 0, add(1)), api::Wait::none, 1'000,
          [&](const auto& result) { refused = result.error().code; }, network_.now(to));
    }
    return true;
  };
  network_.start(newcomer_);
  expect_joined();
  EXPECT_EQ(refused, api::ProblemCode::busy);
}

// It cannot know whether this very transaction used the nonce: who is told "invalid" would sign another.
TEST_F(SnapshotJoin, DoesNotCallAnOldTransactionInvalid) {
  const auto old = network_.chain(0).block(Height{2})->transactions.at(0);
  network_.start(newcomer_);
  expect_joined();
  std::optional<api::Problem> refused;
  network_.engine(newcomer_).submit(
      old, api::Wait::none, 1'000, [&](const auto& result) { refused = result.error(); },
      network_.now(newcomer_));
  network_.run_for(1'000);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, api::ProblemCode::history_unavailable) << refused->detail;
}

TEST_F(SnapshotJoin, ReplaysEverythingWhenItIsToldTo) {
  network_.snapshots = [](std::size_t) { return engine::SnapshotSettings{false, kInterval, kSmall}; };
  network_.said.clear();
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, 30'000)) << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{0});
  EXPECT_EQ(network_.said[PeerMessage(SnapshotRequest{}).index()], 0u);
}

TEST_F(SnapshotJoin, IsNotForANodeThatHasBlocks) {
  network_.snapshots = [](std::size_t) { return engine::SnapshotSettings{false, 0, kSmall}; };
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return network_.height(newcomer_).value > 0; }, 30'000));
  network_.kill(newcomer_);
  network_.snapshots = every_thirty_two;
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, 30'000)) << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{0});
}

// Every write between the first that erases the store and the last that makes it a ledger's.
class CrashWhileFilling : public SnapshotJoin, public testing::WithParamInterface<Disturbance> {};
TEST_P(CrashWhileFilling, BeginsAgainAndEndsWell) {
  for (std::size_t number = 0;; ++number) {
    SCOPED_TRACE("the process ends at write " + std::to_string(number));
    network_.restarts.clear();
    network_.failed.clear();
    std::size_t writes = 0;
    network_.on_store_write = [&](std::size_t node) -> std::optional<Disturbance> {
      if (node != newcomer_ || network_.restarts[node] != 1 || !network_.failed.empty()) return std::nullopt;
      return writes++ == number ? std::optional(GetParam()) : std::nullopt;
    };
    network_.start(newcomer_);
    ASSERT_TRUE(network_.run_until([&] { return !network_.failed.empty() || is_joined(); }, 30'000))
        << warnings(network_);
    const bool was_disturbed = !network_.failed.empty();
    if (was_disturbed) {
      network_.kill(newcomer_);
      network_.start(newcomer_);
    }
    ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, 30'000)) << warnings(network_);
    EXPECT_EQ(network_.chain(newcomer_).first_height(), kSnapshot);
    EXPECT_TRUE(is_same_chain(network_, 0, newcomer_));
    network_.kill(newcomer_);
    network_.wipe(newcomer_);
    if (was_disturbed) continue;
    EXPECT_GE(number, 6u) << "erasing, several chunks, the end";
    break;
  }
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}
INSTANTIATE_TEST_SUITE_P(InEveryWay, CrashWhileFilling,
                         testing::Values(Disturbance::lost, Disturbance::unheard));

// R9: its record is of the genesis' epoch, the network is in the next one: it asks before it votes.
TEST(SnapshotJoinOfAValidator, VotesAfterTheOthersHaveSaidWhereTheyStand) {
  for (const bool is_epoch_another : {false, true}) {
    SCOPED_TRACE(is_epoch_another);
    Network network({5, 0, 1});
    network.snapshots = every_thirty_two;
    for (std::size_t node = 0; node < 4; ++node) network.start(node);
    network.start(5);
    network.grow(0, 3);
    if (is_epoch_another) {
      network.submit(0, network.make(0, 0, rule(network.rules(6))));
      ASSERT_TRUE(network.run_until([&] { return network.chain(0).validator_set().size() == 6; }, 20'000));
    }
    network.grow(0, 70 - network.height(0).value);
    network.run_for(2'000);
    network.start(4);
    ASSERT_TRUE(network.run_to_height(70, 60'000)) << warnings(network);
    network.run_for(5'000);
    EXPECT_EQ(network.chain(4).first_height(), kSnapshot);
    network.run_for(5'000);
    network.grow(0, 3);  // past the views that it may have voted in
    network.kill(1);
    network.grow(0, 3);  // nothing is final without it
    EXPECT_TRUE(network.punished.empty()) << warnings(network);
    EXPECT_TRUE(network.failed.empty()) << warnings(network);
  }
}

}  // namespace
}  // namespace kula::tests
