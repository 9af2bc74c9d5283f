// New nodes that begin with a snapshot (R19), whoever lies, stays silent or crashes.
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "tests/node/toy/network.h"
#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using engine::ChunkAnswer;
using engine::ChunkRequest;
using engine::ClosesAnswer;
using engine::ClosesRequest;
using engine::PeerMessage;
using engine::RangeRequest;
using engine::SnapshotAnswer;
using engine::SnapshotRequest;

// Few rows make several chunks.
constexpr ledger::SnapshotSizes kSmall{64, 4096};
constexpr std::uint64_t kInterval = 32;
constexpr Height kSnapshot{64};

engine::SnapshotSettings every_thirty_two(std::size_t) { return {true, kInterval, kSmall}; }

std::string warnings(const Network& network) {
  std::string text;
  for (const auto& one : network.warnings) text += one + "\n";
  return text;
}

bool is_same_chain(const Network& network, std::size_t a, std::size_t b) {
  return network.chain(a).tip_id() == network.chain(b).tip_id() &&
         network.chain(a).tip().state_root == network.chain(b).tip().state_root;
}

// Validators 0 to 3, and 5 that came in with epoch 1; 70 blocks and a snapshot of the 64th. The newcomer,
// an observer, does not run yet.
class SnapshotJoin : public testing::Test {
 protected:
  SnapshotJoin() : network_({4, 1, 1}) {
    network_.snapshots = every_thirty_two;
    for (const std::size_t node : {0, 1, 2, 3, 5}) network_.start(node);
    network_.grow(0, 5);
    network_.submit(0, network_.make(0, 0, rule(network_.rules(5))));
    EXPECT_TRUE(network_.run_until([&] { return network_.chain(0).validator_set().size() == 5; }, 5'000));
    network_.grow(0, 70 - network_.height(0).value);
    network_.run_for(2'000);
    EXPECT_EQ(network_.engine(0).metrics(network_.now(0)).snapshot_height, kSnapshot.value);
  }
  // The newcomer gets to the tip, from the snapshot and by nothing else.
  void expect_joined(DurationMs limit_ms = 30'000) {
    ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, limit_ms))
        << "at height " << network_.height(newcomer_).text() << "\n"
        << warnings(network_);
    EXPECT_EQ(network_.chain(newcomer_).first_height(), kSnapshot);
    EXPECT_TRUE(is_same_chain(network_, 0, newcomer_));
    network_.grow(0, 2);
    EXPECT_TRUE(network_.run_until([&] { return is_joined(); }, 5'000)) << warnings(network_);
    EXPECT_EQ(network_.engine(newcomer_).status(network_.now(newcomer_)).readiness, api::Readiness::ready);
  }
  [[nodiscard]] bool is_joined() const {
    return network_.is_running(newcomer_) && network_.height(newcomer_) == network_.height(0);
  }
  void expect_punished(std::size_t liar) {
    ASSERT_EQ(network_.punished.size(), 1u) << warnings(network_);
    EXPECT_EQ(network_.punished[0].by, newcomer_);
    EXPECT_EQ(network_.punished[0].whom, liar);
    EXPECT_NE(warnings(network_).find("node-" + std::to_string(liar)), std::string::npos);
  }

  Network network_;
  std::size_t newcomer_ = 4;
};

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

class SnapshotJoinFromALiar : public SnapshotJoin, public testing::WithParamInterface<int> {
 protected:
  // Changes the first answer of its kind from the first who gives one.
  template <class Answer, class Lie>
  void lie(const Lie& how) {
    network_.on_wire = [this, how](std::size_t from, std::size_t to, PeerMessage& message) {
      auto* answer = std::get_if<Answer>(&message);
      if (answer == nullptr || to != newcomer_ || liar_.value_or(from) != from) return true;
      liar_ = from;
      how(*answer);
      return true;
    };
  }
  std::optional<std::size_t> liar_;
};

class TamperedChunk : public SnapshotJoinFromALiar {};
TEST_P(TamperedChunk, IsDroppedWithItsPeer) {
  lie<ChunkAnswer>([](ChunkAnswer& answer) {
    auto& bytes = *answer.chunk;
    auto chunk = *codec::decode<types::SnapshotChunk>(bytes);
    switch (GetParam()) {
      case 0:  // bytes that are no chunk
        bytes.pop_back();
        break;
      case 1:  // another value
        chunk.rows[0].value.back() ^= 1;
        bytes = codec::encode(chunk);
        break;
      case 2:  // a row less
        chunk.rows.pop_back();
        bytes = codec::encode(chunk);
        break;
      case 3:  // a row more
        chunk.rows.push_back(chunk.rows[0]);
        bytes = codec::encode(chunk);
        break;
      case 4:  // another key
        chunk.rows[0].key.back() ^= 1;
        bytes = codec::encode(chunk);
        break;
      default:  // more than a chunk may be
        bytes.resize(types::kMaxSnapshotChunkBytes + 1);
        break;
    }
  });
  network_.start(newcomer_);
  expect_joined();
  expect_punished(*liar_);
}
INSTANTIATE_TEST_SUITE_P(InEveryWay, TamperedChunk, testing::Range(0, 6));

class TamperedManifest : public SnapshotJoinFromALiar {};
TEST_P(TamperedManifest, IsDroppedWithItsPeer) {
  lie<SnapshotAnswer>([](SnapshotAnswer& answer) {
    auto& manifest = *answer.manifest;
    switch (GetParam()) {
      case 0:  // a height that nobody certified
        manifest.header.height = Height{1'000'000};
        break;
      case 1:  // another state
        manifest.header.state_root.bytes[0] ^= 1;
        break;
      case 2:  // a part of another state
        manifest.parts[0].hash.bytes[0] ^= 1;
        break;
      case 3:  // a bad signature
        manifest.finality.finalization.signatures[0].bytes[40] ^= 1;
        break;
      case 4:  // another history
        manifest.history[0].bytes[0] ^= 1;
        break;
      case 5:  // another chain
        manifest.header.chain_id.bytes[0] ^= 1;
        break;
      default:  // the parts are fewer than it says
        manifest.parts.pop_back();
        break;
    }
  });
  // What more peers give would be taken first: theirs come later.
  const auto lied = network_.on_wire;
  std::vector<std::pair<std::size_t, PeerMessage>> held;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const bool is_held = to == newcomer_ && std::holds_alternative<SnapshotAnswer>(message) &&
                         liar_.value_or(from) != from && network_.punished.empty();
    if (is_held) held.emplace_back(from, message);
    return !is_held && lied(from, to, message);
  };
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return !network_.punished.empty(); }, 8'000));
  for (const auto& [from, message] : held) network_.say(from, newcomer_, message);
  expect_joined();
  expect_punished(*liar_);
}
INSTANTIATE_TEST_SUITE_P(InEveryWay, TamperedManifest, testing::Range(0, 7));

class TamperedClose : public SnapshotJoinFromALiar {};
TEST_P(TamperedClose, IsDroppedWithItsPeer) {
  lie<ClosesAnswer>([](ClosesAnswer& answer) {
    auto& close = answer.closes.at(0);
    switch (GetParam()) {
      case 0:  // a set that the block does not name
        close.next.validators.pop_back();
        break;
      case 1:  // one validator's own key in it
        close.next.validators[0].key.bytes[3] ^= 1;
        break;
      case 2:  // a set that the block names, but nobody certified the block
        close.next.validators.pop_back();
        close.header.next_validator_set = close.next.hash();
        break;
      case 3:  // too few signatures
        close.finality.finalization.signatures.pop_back();
        close.finality.finalization.signers &= close.finality.finalization.signers - 1;
        break;
      case 4:  // the same end twice
        answer.closes.push_back(close);
        break;
      default:  // more than one answer holds
        answer.closes.resize(engine::kMaxCloses + 1, close);
        break;
    }
  });
  network_.start(newcomer_);
  expect_joined();
  expect_punished(*liar_);
}
INSTANTIATE_TEST_SUITE_P(InEveryWay, TamperedClose, testing::Range(0, 6));

// R21: signed by very many members, an end of an epoch fits no message.
TEST_F(SnapshotJoin, AsksSomebodyElseForAnEndOfAnEpochThatAPeerCannotGive) {
  std::set<std::size_t> asked;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    auto* answer = std::get_if<ClosesAnswer>(&message);
    if (answer == nullptr || to != newcomer_) return true;
    asked.insert(from);
    if (asked.size() == 1) answer->closes.clear();
    return true;
  };
  network_.start(newcomer_);
  expect_joined();
  EXPECT_EQ(asked.size(), 2u);
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

// A made-up epoch looks the same as one whose end is too large.
TEST_F(SnapshotJoin, GetsPastASnapshotOfAnEpochThatNothingLeadsTo) {
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    auto* answer = std::get_if<SnapshotAnswer>(&message);
    if (answer == nullptr || to != newcomer_ || from != 0) return true;
    answer->manifest->header.height = Height{kSnapshot.value + kInterval};  // so that it is tried first
    answer->manifest->header.epoch = types::Epoch{9};
    return true;
  };
  network_.start(newcomer_);
  expect_joined();
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

TEST_F(SnapshotJoin, FetchesBlocksWhenNobodyCanGiveTheEndOfAnEpoch) {
  network_.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    if (auto* answer = std::get_if<ClosesAnswer>(&message)) answer->closes.clear();
    return true;
  };
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, 30'000)) << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{0});
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

class SilentPeers : public SnapshotJoin, public testing::WithParamInterface<int> {};
TEST_P(SilentPeers, AreNotWaitedFor) {
  std::optional<std::size_t> silent;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const bool is_it = (GetParam() == 0 && std::holds_alternative<SnapshotAnswer>(message)) ||
                       (GetParam() == 1 && std::holds_alternative<ClosesAnswer>(message)) ||
                       (GetParam() == 2 && std::holds_alternative<ChunkAnswer>(message));
    if (!is_it || to != newcomer_) return true;
    if (!silent) silent = from;
    return from != silent;
  };
  network_.start(newcomer_);
  expect_joined(90'000);
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}
INSTANTIATE_TEST_SUITE_P(InEveryWay, SilentPeers, testing::Range(0, 3));

TEST_F(SnapshotJoin, GoesOnWhenAPeerLeavesBeforeItAnswers) {
  std::size_t left = 0;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const bool is_it =
        std::holds_alternative<ClosesRequest>(message) || std::holds_alternative<ChunkRequest>(message);
    if (!is_it || from != newcomer_ || left >= 2) return true;
    ++left;
    network_.cut(from, to);
    return false;
  };
  network_.start(newcomer_);
  expect_joined();
}

TEST_F(SnapshotJoin, IgnoresAnswersToWhatItDidNotAsk) {
  network_.start(newcomer_);
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (to != newcomer_ || std::holds_alternative<ChunkAnswer>(message)) return true;
    network_.say(from, to, ChunkAnswer{12'345, Bytes{1, 2, 3}});
    network_.say(from, to, SnapshotAnswer{12'345, types::SnapshotManifest{}});
    network_.say(from, to, ClosesAnswer{12'345, {types::EpochClose{}}});
    return true;
  };
  expect_joined();
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

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

// Otherwise one peer could stretch the filling for days.
TEST_F(SnapshotJoin, TakesATrickleOfChunksForNone) {
  constexpr std::uint64_t kBetweenMs = 25'000;
  std::uint64_t last_ms = 0;
  network_.on_wire = [&](std::size_t, std::size_t to, PeerMessage& message) {
    if (to != newcomer_ || !std::holds_alternative<ChunkAnswer>(message)) return true;
    const auto now_ms = network_.now(to).steady_ms;
    if (now_ms < last_ms + kBetweenMs) return false;
    last_ms = now_ms;
    return true;
  };
  network_.start(newcomer_);
  ASSERT_TRUE(network_.run_until([&] { return network_.restarts[newcomer_] == 1; }, 10'000));
  EXPECT_TRUE(network_.run_until([&] { return network_.restarts[newcomer_] == 2; }, 65'000));
  EXPECT_TRUE(network_.punished.empty()) << warnings(network_);
}

// Nobody else answers, and one leaves whenever it is asked and is back at once: it does not hold up the
// search.
TEST_F(SnapshotJoin, AsksWhoComesBackAgainAndAgainOnlyOnce) {
  std::size_t asked = 0;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    if (from != newcomer_ || !std::holds_alternative<SnapshotRequest>(message)) return true;
    if (to != 0) return false;
    ++asked;
    network_.cut(from, to);
    return false;
  };
  network_.start(newcomer_);
  for (int second = 0; second < 60 && !is_joined(); ++second) {
    network_.run_for(1'000);
    if (!network_.is_connected(0, newcomer_)) network_.heal(0, newcomer_);
  }
  ASSERT_TRUE(is_joined()) << warnings(network_);
  EXPECT_EQ(network_.chain(newcomer_).first_height(), Height{0});
  EXPECT_EQ(asked, 1u);
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
