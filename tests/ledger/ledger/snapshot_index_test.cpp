#include "ledger/snapshot_index.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "ledger/limits.h"
#include "ledger/stepped_scan.h"
#include "ledger/storage/memory_store.h"

namespace kula::ledger {
namespace {

constexpr Height kOffered{5};

Bytes indexed_key(std::size_t number) {
  return {0, 1, static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number)};
}

class SnapshotIndexes : public ::testing::Test {
 protected:
  void write(std::size_t first, std::size_t count, bool is_live, Height height = kOffered) {
    storage::WriteBatch batch;
    for (auto i = first; i < first + count; ++i) {
      batch.put(storage::Column::state, state_row_key(indexed_key(i), height),
                state_row_value(is_live ? std::optional(Bytes{1}) : std::nullopt));
    }
    ASSERT_TRUE(store_.write(batch).has_value());
  }
  void index() {
    SteppedScan scan(store_, kOffered);
    while (!scan.step(100, [&](ByteView key, ByteView) { index_.add(key, scan.passed()); })) continue;
  }
  // The steps of so many rows that reading a part takes, and the rows of the part.
  std::pair<std::size_t, std::size_t> read(std::uint32_t part, std::uint8_t depth, std::size_t rows) {
    SnapshotPartReading reading({store_, kOffered}, index_, depth, part);
    std::size_t steps = 1;
    for (; !reading.step(rows); ++steps) continue;
    return {steps, codec::decode<types::SnapshotChunk>(reading.chunk())->rows.size()};
  }
  storage::MemoryStore store_;
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
    const auto [steps, found] = read(part, kDepth, 100);
    EXPECT_LT(steps, kRows / 100 / 5) << part;
    rows += found;
  }
  EXPECT_EQ(rows, kRows);
}

// Among the rows of a snapshot come those of the blocks after it, as many as there are.
TEST_F(SnapshotIndexes, RowsOfLaterBlocksMakeMoreStepsAndNoLongerOnes) {
  write(0, 3, true);
  write(6'000, 3, true);
  index();
  EXPECT_EQ(index_.stretches(), 1U);
  EXPECT_EQ(read(0, 0, 100), (std::pair<std::size_t, std::size_t>{1, 6}));
  write(3, 5'000, true, next(kOffered));
  const auto [steps, found] = read(0, 0, 100);
  EXPECT_EQ(found, 6U);
  EXPECT_GE(steps, 50U);
}

TEST_F(SnapshotIndexes, NoStretchHasALongRunOfErasedRowsInIt) {
  write(0, 3, true);
  write(3, 5'000, false);
  write(5'003, 3, true);
  index();
  const auto stretches = index_.stretches_of(0, 0);
  ASSERT_EQ(stretches.size(), 2U);
  EXPECT_EQ(index_.stretch(0).rows, 3);
  EXPECT_EQ(index_.stretch(1).first, indexed_key(5'003));
}

TEST_F(SnapshotIndexes, AStateWithoutRowsHasNoStretches) {
  index();
  EXPECT_TRUE(index_.stretches_of(0, 0).empty());
  SnapshotPartReading reading({store_, kOffered}, index_, 0, 0);
  EXPECT_TRUE(reading.step(1));
}

}  // namespace
}  // namespace kula::ledger
