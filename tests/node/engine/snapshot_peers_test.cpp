// New nodes that begin with a snapshot (R19) of peers who lie, stay silent or leave.
#include "ledger/codec/binary.h"
#include "tests/node/engine/snapshot_fixture.h"

namespace kula::tests {
namespace {

using engine::ChunkAnswer;
using engine::ChunkRequest;
using engine::ClosesAnswer;
using engine::ClosesRequest;
using engine::PeerMessage;
using engine::SnapshotAnswer;
using engine::SnapshotRequest;

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

}  // namespace
}  // namespace kula::tests
