// What a node keeps and gives of its snapshots (R19), and what it asks nobody else for (T2).
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "tests/node/toy/network.h"

namespace kula::tests {
namespace {

using engine::ChunkAnswer;
using engine::ChunkRequest;
using engine::ClosesAnswer;
using engine::ClosesRequest;
using engine::PeerMessage;
using engine::RangeAnswer;
using engine::SnapshotAnswer;
using engine::SnapshotRequest;

engine::SnapshotSettings every_twenty(std::size_t) { return {true, 20, {64, 256}}; }

// Four validators; what node 0 answers to node 3 is kept here and does not arrive.
class SnapshotServing : public testing::Test {
 protected:
  SnapshotServing() : network_({4, 0, 0}) {
    network_.snapshots = every_twenty;
    network_.start_all();
    network_.on_wire = [this](std::size_t from, std::size_t to, PeerMessage& message) {
      const bool is_answer = std::holds_alternative<SnapshotAnswer>(message) ||
                             std::holds_alternative<ClosesAnswer>(message) ||
                             std::holds_alternative<ChunkAnswer>(message);
      if (from != 0 || to != 3 || !is_answer) return true;
      answers_.push_back(message);
      return false;
    };
  }
  void grow_to(std::uint64_t height) {
    network_.grow(0, height - network_.height(0).value);
    network_.run_for(2'000);
  }
  template <class Answer>
  std::vector<Answer> ask(const PeerMessage& question, DurationMs ms = 2'000) {
    answers_.clear();
    network_.say(3, 0, question);
    network_.run_for(ms);
    std::vector<Answer> found;
    for (const auto& answer : answers_) found.push_back(std::get<Answer>(answer));
    return found;
  }
  types::SnapshotManifest newest() { return *ask<SnapshotAnswer>(SnapshotRequest{1}).at(0).manifest; }
  std::uint64_t height_kept() { return network_.engine(0).metrics(network_.now(0)).snapshot_height; }

  Network network_;
  std::vector<PeerMessage> answers_;
};

TEST_F(SnapshotServing, SaysWhenThereIsNone) {
  grow_to(19);
  const auto answers = ask<SnapshotAnswer>(SnapshotRequest{7});
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].nonce, 7u);
  EXPECT_FALSE(answers[0].manifest.has_value());
  EXPECT_FALSE(ask<ChunkAnswer>(ChunkRequest{8, network_.chain(0).tip_id(), 0, 0}).at(0).chunk.has_value());
}

TEST_F(SnapshotServing, GivesEveryChunkOfTheNewestOne) {
  grow_to(45);
  const auto manifest = newest();
  EXPECT_EQ(manifest.header, network_.chain(0).header(Height{40}));
  const auto id = types::id_of(manifest.header);
  ASSERT_GT(manifest.parts.size(), 4u) << "more than one reading of the state holds";
  std::size_t chunks = 0;
  for (std::uint32_t part = static_cast<std::uint32_t>(manifest.parts.size()); part-- > 0;) {
    if (manifest.parts[part].is_empty()) continue;
    const auto answers = ask<ChunkAnswer>(ChunkRequest{part, id, manifest.depth, part});
    ASSERT_EQ(answers.size(), 1u) << part;
    EXPECT_EQ(answers[0].nonce, part);
    EXPECT_TRUE(types::open_chunk(manifest, part, *answers[0].chunk).has_value()) << part;
    ++chunks;
  }
  EXPECT_GE(chunks, 2u);
  EXPECT_EQ(network_.engine(0).metrics(network_.now(0)).chunks_served, chunks);
}

TEST_F(SnapshotServing, ForgetsAllButTheNewestTwo) {
  grow_to(20);
  const auto first = types::id_of(newest().header);
  grow_to(40);
  const auto second = newest();
  std::uint32_t part = 0;
  while (second.parts[part].is_empty()) ++part;
  const auto second_id = types::id_of(second.header);
  EXPECT_TRUE(ask<ChunkAnswer>(ChunkRequest{1, second_id, second.depth, part}).at(0).chunk.has_value());
  grow_to(60);
  EXPECT_EQ(height_kept(), 60u);
  EXPECT_TRUE(ask<ChunkAnswer>(ChunkRequest{2, second_id, second.depth, part}).at(0).chunk.has_value());
  EXPECT_FALSE(ask<ChunkAnswer>(ChunkRequest{3, first, second.depth, part}).at(0).chunk.has_value());
}

TEST_F(SnapshotServing, BeginsAgainAfterARestart) {
  grow_to(45);
  network_.kill(0);
  network_.start(0);
  EXPECT_EQ(height_kept(), 0u);
  network_.run_for(2'000);
  EXPECT_EQ(height_kept(), 40u);
}

TEST(SnapshotsMade, AreOfTheBlockAfterAnEpochsEnd) {
  Network network({4, 0, 1});
  network.snapshots = every_twenty;
  network.start_all();
  network.grow(0, 19);
  network.submit(0, network.make(0, 0, rule(network.rules(5))));
  ASSERT_TRUE(network.run_until([&] { return network.height(0) == Height{20}; }, 5'000));
  ASSERT_TRUE(types::closes_epoch(*network.chain(0).header(Height{20})));
  network.run_for(2'000);
  const auto kept = [&] { return network.engine(0).metrics(network.now(0)).snapshot_height; };
  EXPECT_EQ(kept(), 0u) << "the end of an epoch";
  network.grow(0, 1);
  network.run_for(2'000);
  EXPECT_EQ(kept(), 21u);
}

TEST(SnapshotsMade, AreNoneWhenTheIntervalIsZero) {
  Network network({1, 0, 0});
  network.start_all();
  network.grow(0, 40);
  network.run_for(5'000);
  EXPECT_EQ(network.engine(0).metrics(network.now(0)).snapshot_height, 0u);
}

// T2: an honest peer knows the manifest.
TEST_F(SnapshotServing, DropsWhoAsksForAChunkThatThereCannotBe) {
  grow_to(45);
  const auto manifest = newest();
  const auto parts = static_cast<std::uint32_t>(manifest.parts.size());
  EXPECT_TRUE(
      ask<ChunkAnswer>(ChunkRequest{1, types::id_of(manifest.header), manifest.depth, parts}).empty());
  ASSERT_EQ(network_.punished.size(), 1u);
  EXPECT_EQ(network_.punished[0].whom, 3u);
}

// Somebody else may have cut the same state in another way: that is no lie of the one who asks.
TEST_F(SnapshotServing, HasNoChunksOfAnotherCutOfTheSameBlock) {
  grow_to(45);
  const auto manifest = newest();
  const auto depth = static_cast<std::uint8_t>(manifest.depth + 1);
  const ChunkRequest question{1, types::id_of(manifest.header), depth, std::uint32_t{1} << manifest.depth};
  EXPECT_FALSE(ask<ChunkAnswer>(question).at(0).chunk.has_value());
  EXPECT_TRUE(network_.punished.empty());
}

TEST_F(SnapshotServing, AnswersNoMoreThanAPeerMayAsk) {
  grow_to(45);
  const auto manifest = newest();
  answers_.clear();
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    network_.say(3, 0, SnapshotRequest{i});
    network_.say(3, 0, ChunkRequest{i, types::id_of(manifest.header), manifest.depth, 0});
  }
  network_.run_for(100);
  EXPECT_FALSE(answers_.empty());
  EXPECT_LT(answers_.size(), 6'000u);
  const auto chunks = std::count_if(answers_.begin(), answers_.end(), [](const PeerMessage& answer) {
    return std::holds_alternative<ChunkAnswer>(answer);
  });
  EXPECT_LE(static_cast<std::size_t>(chunks), engine::kMaxChunkQuestions);
}

TEST(EndsOfEpochs, AreToldFromTheOneThatIsAskedFor) {
  Network network({4, 0, 2});
  network.start_all();
  network.grow(0, 2);
  network.submit(0, network.make(0, 0, rule(network.rules(5))));
  ASSERT_TRUE(network.run_until([&] { return network.chain(0).validator_set().size() == 5; }, 20'000));
  network.grow(0, 1);
  network.submit(0, network.make(0, 1, rule(network.rules(6))));
  ASSERT_TRUE(network.run_until([&] { return network.chain(0).validator_set().size() == 6; }, 20'000));
  network.grow(0, 1);
  std::map<std::uint64_t, std::size_t> given;  // by nonce
  bool is_first = false;
  network.on_wire = [&](std::size_t, std::size_t, PeerMessage& message) {
    const auto* answer = std::get_if<ClosesAnswer>(&message);
    if (answer == nullptr) return true;
    given[answer->nonce] = answer->closes.size();
    if (answer->nonce == 1) is_first = answer->closes.at(0).header.epoch == types::Epoch{1};
    return false;
  };
  for (std::uint64_t epoch = 0; epoch < 4; ++epoch)
    network.say(3, 0, ClosesRequest{epoch, types::Epoch{epoch}});
  network.run_for(100);
  EXPECT_EQ(given, (std::map<std::uint64_t, std::size_t>{{0, 2}, {1, 1}, {2, 0}, {3, 0}}));
  EXPECT_TRUE(is_first) << "the one that was asked for";
}

// A node that began with the snapshot at 80 of 100 blocks.
class BegunAtASnapshot : public testing::Test {
 protected:
  BegunAtASnapshot() : network_({4, 2, 0}) {
    network_.snapshots = [](std::size_t node) {
      return engine::SnapshotSettings{node != 5, node == 4 ? 0u : 80u, {64, 4096}};
    };
    for (std::size_t node = 0; node < 4; ++node) network_.start(node);
    network_.grow(0, 100);
    network_.run_for(2'000);
    network_.start(4);
    EXPECT_TRUE(network_.run_to_height(100, 30'000));
    EXPECT_EQ(network_.chain(4).first_height(), Height{80});
  }
  Network network_;
};

TEST_F(BegunAtASnapshot, SaysWhatItNeverHad) {
  const auto& answers = network_.engine(4).answers();
  constexpr auto kUnavailable = api::ProblemCode::history_unavailable;
  for (const std::uint64_t height : {0u, 1u, 79u}) {
    EXPECT_EQ(answers.header(Height{height}).error().code, kUnavailable);
    EXPECT_EQ(answers.certificate(Height{height}).error().code, kUnavailable);
    EXPECT_EQ(answers.query("account.show", {}, Height{height}).error().code, kUnavailable);
    EXPECT_EQ(answers.page("accounts", {}, Height{height}, 2, std::nullopt).error().code, kUnavailable);
  }
  for (const std::uint64_t height : {0u, 1u, 79u, 80u}) {
    EXPECT_EQ(answers.block(Height{height}).error().code, kUnavailable);
    EXPECT_EQ(answers.receipts(Height{height}).error().code, kUnavailable);
  }
  EXPECT_NE(answers.block(Height{3}).error().detail.find("block 80"), std::string::npos);
  EXPECT_TRUE(answers.header(Height{80}).has_value());
  EXPECT_TRUE(answers.certificate(Height{80}).has_value());
  EXPECT_TRUE(answers.page("accounts", {}, Height{80}, 2, std::nullopt).has_value());
  EXPECT_TRUE(answers.block(Height{81}).has_value());
  const auto old = network_.chain(0).block(Height{50})->transactions.at(0)->id();
  const auto status = network_.engine(4).transaction(old);
  EXPECT_EQ(status.status, api::TransactionState::unknown);
  EXPECT_EQ(status.code_name, "history_unavailable");
  EXPECT_EQ(network_.engine(0).transaction(old).status, api::TransactionState::final);
}

TEST_F(BegunAtASnapshot, GivesNoBlocksThatItDoesNotHaveAndOthersGiveThem) {
  // Node 5 replays everything, and hears of nobody else at first.
  for (std::size_t node = 0; node < 4; ++node) network_.cut(5, node);
  std::size_t empty = 0;
  network_.on_wire = [&](std::size_t from, std::size_t to, PeerMessage& message) {
    const auto* answer = std::get_if<RangeAnswer>(&message);
    if (answer != nullptr && from == 4 && to == 5 && answer->blocks.empty()) ++empty;
    return true;
  };
  network_.start(5);
  network_.run_for(5'000);
  EXPECT_GT(empty, 0u);
  EXPECT_EQ(network_.height(5), Height{0});
  network_.heal(5, 0);
  ASSERT_TRUE(network_.run_to_height(100, 60'000));
  EXPECT_EQ(network_.chain(5).first_height(), Height{0});
  EXPECT_TRUE(network_.punished.empty());
}

}  // namespace
}  // namespace kula::tests
