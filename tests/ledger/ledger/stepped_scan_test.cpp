#include "ledger/stepped_scan.h"

#include <gtest/gtest.h>

#include "ledger/columns.h"
#include "ledger/limits.h"
#include "stores.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::ledger {
namespace {

class SteppedScans : public ::testing::TestWithParam<StoreKind> {
 protected:
  using Rows = std::map<Bytes, Bytes>;
  struct Read {
    Rows rows;
    std::size_t steps = 0;
    std::uint64_t longest = 0;  // rows of the store that a step passed
  };
  void write(Height height, const state::Writes& writes) {
    storage::WriteBatch batch;
    for (const auto& [key, value] : writes) {
      batch.put(storage::Column::state, state_row_key(key, height), state_row_value(value));
    }
    ASSERT_TRUE((*store_).write(batch).has_value());
  }
  Read read(Height height, std::size_t rows_a_step) {
    SteppedScan scan(*store_, height);
    Read read;
    for (bool is_done = false; !is_done; ++read.steps) {
      const auto before = scan.passed();
      is_done = scan.step(rows_a_step, [&](ByteView key, ByteView value) {
        EXPECT_TRUE(read.rows.emplace(to_bytes(key), to_bytes(value)).second);
      });
      read.longest = std::max(read.longest, scan.passed() - before);
    }
    return read;
  }
  Rows all(Height height) {
    Rows rows;
    VersionedState(*store_, height).scan({}, {}, [&](ByteView key, ByteView value) {
      rows.emplace(to_bytes(key), to_bytes(value));
      return true;
    });
    return rows;
  }
  TestStore store_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(, SteppedScans, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

Bytes row_key(std::size_t number) {
  return {0, 1, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
}

TEST_P(SteppedScans, PassALongRunOfErasedRowsInManySteps) {
  constexpr std::size_t kErased = 1'000;
  state::Writes born;
  state::Writes gone;
  for (std::size_t i = 0; i < kErased; ++i) {
    born[row_key(i)] = Bytes{1};
    gone[row_key(i)] = std::nullopt;
  }
  born[row_key(kErased)] = Bytes{7};
  write(Height{1}, born);
  write(Height{2}, gone);
  const auto read = this->read(Height{2}, 10);
  EXPECT_EQ(read.rows, (Rows{{row_key(kErased), {7}}}));
  EXPECT_GE(read.steps, kErased / 10) << "none of them longer than was asked for";
  EXPECT_LT(read.longest, 10 + 2 * kRowsBeforeSeek);
}

TEST_P(SteppedScans, PassRowsOfLaterBlocksInManySteps) {
  state::Writes later;
  for (std::size_t i = 0; i < 500; ++i) later[row_key(i)] = Bytes{1};
  write(Height{9}, later);
  const auto read = this->read(Height{8}, 10);
  EXPECT_TRUE(read.rows.empty());
  EXPECT_GE(read.steps, 50U);
}

TEST_P(SteppedScans, GetPastAKeyWithMoreVersionsThanAStepHasRows) {
  for (std::uint64_t height = 1; height <= 100; ++height) {
    write(Height{height}, {{row_key(1), Bytes{static_cast<std::uint8_t>(height)}}, {row_key(2), Bytes{2}}});
  }
  const auto read = this->read(Height{50}, 1);
  EXPECT_EQ(read.rows, (Rows{{row_key(1), {50}}, {row_key(2), {2}}}));
  EXPECT_LE(read.longest, 2 * kRowsBeforeSeek + 2);
}

TEST_P(SteppedScans, BeginAnewAfterTheEnd) {
  write(Height{1}, {{row_key(1), Bytes{1}}, {row_key(2), Bytes{2}}});
  SteppedScan scan(*store_, Height{1});
  std::size_t visited = 0;
  const auto count = [&](ByteView, ByteView) { ++visited; };
  EXPECT_TRUE(scan.step(10, count));
  EXPECT_TRUE(scan.step(10, count));
  EXPECT_EQ(visited, 4U);
}

TEST_P(SteppedScans, FindWhatAWholeScanFinds) {
  tests::SeededRandom random(3);
  for (std::uint64_t height = 1; height <= 60; ++height) {
    state::Writes writes;
    for (int i = 0; i < 12; ++i) {
      auto& value = writes[row_key(random.below(40))];
      if (random.below(3) > 0) value = Bytes{static_cast<std::uint8_t>(random.below(256))};
    }
    write(Height{height}, writes);
  }
  for (const std::uint64_t height : {0u, 1u, 7u, 30u, 60u}) {
    for (const std::size_t rows : {1u, 2u, 17u, 1'000u})
      EXPECT_EQ(read(Height{height}, rows).rows, all(Height{height}));
  }
}

}  // namespace
}  // namespace kula::ledger
