#include "ledger/snapshot_index.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "ledger/limits.h"
#include "ledger/stepped_scan.h"
#include "ledger/storage/memory_store.h"

namespace kula::ledger {
namespace {

constexpr Height kHeight{5};

Bytes key_of(std::size_t number) {
  return {0, 1, static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number)};
}

// How many rows of a state are visited.
class CountingState final : public state::StateView {
 public:
  explicit CountingState(const state::StateView& below) : below_(below) {}
  std::optional<Bytes> get(const state::StateKey& key) const override { return below_.get(key); }
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override {
    below_.scan(prefix, from, [&](ByteView key, ByteView value) {
      ++visited;
      return visit(key, value);
    });
  }
  mutable std::size_t visited = 0;

 private:
  const state::StateView& below_;
};

class SnapshotIndexes : public ::testing::Test {
 protected:
  void write(std::size_t first, std::size_t count, bool is_live) {
    storage::WriteBatch batch;
    for (auto i = first; i < first + count; ++i) {
      batch.put(storage::Column::state, state_row_key(key_of(i), kHeight),
                state_row_value(is_live ? std::optional(Bytes{1}) : std::nullopt));
    }
    ASSERT_TRUE(store_.write(batch).has_value());
  }
  void index() {
    SteppedScan scan(store_, kHeight);
    while (!scan.step(100, [&](ByteView key, ByteView) { index_.add(key, scan.passed()); })) continue;
  }
  storage::MemoryStore store_;
  VersionedState state_{store_, kHeight};
  SnapshotIndex index_;
};

TEST_F(SnapshotIndexes, APartIsReadWithoutReadingTheRestOfTheState) {
  constexpr std::size_t kRows = 20'000;
  constexpr std::uint8_t kDepth = 8;
  write(0, kRows, true);
  index();
  EXPECT_EQ(index_.rows(), kRows);
  std::size_t rows = 0;
  for (std::uint32_t part = 0; part < 256; ++part) {
    const CountingState counting(state_);
    SnapshotPartReading reading(counting, index_, kDepth, part);
    std::size_t steps = 1;
    for (; !reading.step(100); ++steps) continue;
    EXPECT_LT(counting.visited, kRows / 5) << part;
    EXPECT_LE(counting.visited, steps * (100 + kStretchRows)) << "no step is longer than it was asked for";
    rows += codec::decode<types::SnapshotChunk>(reading.chunk())->rows.size();
  }
  EXPECT_EQ(rows, kRows);
}

// Reading a stretch cannot be interrupted.
TEST_F(SnapshotIndexes, NoStretchHasALongRunOfErasedRowsInIt) {
  write(0, 3, true);
  write(3, 5'000, false);
  write(5'003, 3, true);
  index();
  const auto stretches = index_.stretches_of(0, 0);
  ASSERT_EQ(stretches.size(), 2U);
  EXPECT_EQ(index_.stretch(0).rows, 3);
  EXPECT_EQ(index_.stretch(1).first, key_of(5'003));
}

TEST_F(SnapshotIndexes, AStateWithoutRowsHasNoStretches) {
  index();
  EXPECT_TRUE(index_.stretches_of(0, 0).empty());
  SnapshotPartReading reading(state_, index_, 0, 0);
  EXPECT_TRUE(reading.step(1));
}

}  // namespace
}  // namespace kula::ledger
