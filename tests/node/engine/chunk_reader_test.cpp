// What a node does for those who fill their stores from it at the same time (R19, T2).
#include "node/engine/chunk_reader.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/storage/memory_store.h"
#include "node/engine/limits.h"
#include "tests/node/toy/toy_contracts.h"

namespace kula::tests {
namespace {

using engine::ChunkReader;
using engine::Now;
using engine::PeerId;

constexpr std::size_t kRows = 20'000;
constexpr std::uint8_t kDepth = 8;

PeerId peer(std::uint8_t number) {
  PeerId id;
  id.bytes[0] = number;
  return id;
}

// A state that takes 40 steps to read, cut into 256 parts.
class ChunkReading : public testing::Test {
 protected:
  ChunkReading() {
    genesis_.chain_id.bytes[0] = 1;
    genesis_.time = TimeMs{1'700'000'000'000};
    for (std::uint32_t i = 0; i < kRows; ++i) {
      genesis_.writes[Bytes{0, 99, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)}] =
          Bytes{7};
    }
    ledger_ = *ledger::Ledger::open(store_, contracts_, genesis_);
    auto index = std::make_shared<ledger::SnapshotIndex>();
    auto rows = *ledger_->rows_at(Height{0});
    EXPECT_TRUE(rows.step(10 * kRows, [&](ByteView key, ByteView) { index->add(key, rows.passed()); }));
    engine::SnapshotKeeper::Kept kept;
    kept.manifest.header = ledger_->tip();
    kept.manifest.depth = kDepth;
    kept.index = std::move(index);
    snapshot_ = std::make_shared<const engine::SnapshotKeeper::Kept>(std::move(kept));
    reader_.emplace(*ledger_, [this](const ChunkReader::Question& question, std::optional<Bytes> chunk) {
      answers_.push_back({question.peer, question.part, std::move(chunk)});
    });
  }
  void ask(std::uint8_t who, std::uint32_t part) { reader_->ask({peer(who), part, snapshot_, part}); }
  // Steps until `count` more answers are here.
  std::size_t steps_to(std::size_t count) {
    const auto wanted = answers_.size() + count;
    std::size_t steps = 0;
    while (answers_.size() < wanted) {
      const auto due_ms = reader_->due_ms();
      if (!due_ms) return ADD_FAILURE() << "nothing is under way", 0;
      now_.steady_ms = std::max(now_.steady_ms, *due_ms);
      reader_->work(now_);
      ++steps;
    }
    return steps;
  }
  struct Answered {
    PeerId peer;
    std::uint32_t part = 0;
    std::optional<Bytes> chunk;
  };

  ToyContracts contracts_{{}};
  ledger::GenesisState genesis_;
  storage::MemoryStore store_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::shared_ptr<const engine::SnapshotKeeper::Kept> snapshot_;
  std::vector<Answered> answers_;
  std::optional<ChunkReader> reader_;
  Now now_;
};

TEST_F(ChunkReading, IsAsShortForJoinersAtDifferentPlaces) {
  for (std::uint32_t part = 0; part < 20; ++part) {
    for (std::uint8_t joiner = 0; joiner < 4; ++joiner) ask(joiner, 64 * joiner + part);
    EXPECT_LE(steps_to(4), 4U * 6) << "a reading of the whole state is 40 steps";
  }
  for (const auto& answer : answers_) {
    const auto chunk = codec::decode<types::SnapshotChunk>(answer.chunk.value());
    ASSERT_TRUE(chunk && !chunk->rows.empty());
    for (const auto& row : chunk->rows)
      EXPECT_EQ(types::part_of(types::hash_of_key(row.key), kDepth), answer.part);
  }
}

TEST_F(ChunkReading, GoesByTheOrderOfQuestionsWhoeverAsksAgainAndAgain) {
  ask(1, 5);
  ask(2, 6);
  static_cast<void>(steps_to(1));
  ask(1, 5);
  static_cast<void>(steps_to(1));
  EXPECT_EQ(answers_[1].peer, peer(2));
}

TEST_F(ChunkReading, HasTwoQuestionsOfAPeerAndNoMore) {
  for (std::uint32_t part = 0; part < 10; ++part) ask(1, part);
  static_cast<void>(steps_to(engine::kMaxChunkQuestions));
  EXPECT_FALSE(reader_->due_ms().has_value());
}

TEST_F(ChunkReading, StopsForWhoHasLeft) {
  ask(1, 5);
  ask(2, 6);
  reader_->work(now_);
  reader_->disconnected(peer(1));
  static_cast<void>(steps_to(1));
  EXPECT_EQ(answers_[0].peer, peer(2));
  EXPECT_FALSE(reader_->due_ms().has_value());
}

TEST_F(ChunkReading, SaysWhenTheRowsAreNotKept) {
  auto gone = *snapshot_;
  gone.manifest.header.height = Height{9};
  reader_->ask({peer(1), 1, std::make_shared<const engine::SnapshotKeeper::Kept>(std::move(gone)), 1});
  ask(2, 6);
  static_cast<void>(steps_to(2));
  EXPECT_FALSE(answers_[0].chunk.has_value());
  EXPECT_TRUE(answers_[1].chunk.has_value());
}

}  // namespace
}  // namespace kula::tests
