#include "ledger/versioned_state.h"

#include <gtest/gtest.h>

#include "ledger/columns.h"
#include "ledger/limits.h"
#include "stores.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::ledger {
namespace {

using Rows = std::map<Bytes, Bytes>;

Rows rows_of(const state::StateView& state, const Bytes& prefix, const Bytes& from = {}) {
  Rows rows;
  Bytes last;
  state.scan(prefix, from, [&](ByteView key, ByteView value) {
    EXPECT_TRUE(rows.empty() || last < to_bytes(key)) << "out of order or twice";
    last = to_bytes(key);
    rows.emplace(last, to_bytes(value));
    return true;
  });
  return rows;
}

// Entries of `all` with the prefix and not before `from`.
Rows expected(const Rows& all, const Bytes& prefix, const Bytes& from) {
  Rows rows;
  for (const auto& [key, value] : all) {
    if (begins_with(key, prefix) && key >= from) rows.emplace(key, value);
  }
  return rows;
}

class VersionedStates : public ::testing::TestWithParam<StoreKind> {
 protected:
  void write(Height height, const state::Writes& writes) {
    storage::WriteBatch batch;
    for (const auto& [key, value] : writes) {
      batch.put(storage::Column::state, state_row_key(key, height), state_row_value(value));
    }
    ASSERT_TRUE((*store_).write(batch).has_value());
  }
  TestStore store_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(, VersionedStates, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

TEST_P(VersionedStates, AnEmptyStateHasNothing) {
  const VersionedState state(*store_, Height{5});
  EXPECT_EQ(state.get({0, 1, 2}), std::nullopt);
  EXPECT_TRUE(rows_of(state, {}).empty());
}

TEST_P(VersionedStates, ReadsTheVersionOfItsHeight) {
  write(Height{2}, {{{0, 1, 7}, Bytes{2}}});
  write(Height{4}, {{{0, 1, 7}, std::nullopt}});
  write(Height{6}, {{{0, 1, 7}, Bytes{}}});
  const std::vector<std::optional<Bytes>> values = {std::nullopt, std::nullopt, Bytes{2}, Bytes{2},
                                                    std::nullopt, std::nullopt, Bytes{},  Bytes{}};
  for (std::uint64_t height = 0; height < values.size(); ++height) {
    const VersionedState state(*store_, Height{height});
    EXPECT_EQ(state.get({0, 1, 7}), values[height]) << height;
    EXPECT_EQ(rows_of(state, {0, 1}).size(), values[height] ? 1U : 0U) << height;
  }
}

TEST_P(VersionedStates, TakesNoOtherRowForItsOwn) {
  write(Height{1}, {{{0, 1, 7}, Bytes{1}}});
  const VersionedState state(*store_, Height{1});
  for (const Bytes& key : {Bytes{0, 1, 6}, Bytes{0, 1, 8}, Bytes{0, 1}, Bytes{0, 1, 7, 0}, Bytes{0, 2, 7}}) {
    EXPECT_EQ(state.get(key), std::nullopt) << to_hex(key);
  }
}

// A cursor that continues behind a key is the key and a zero byte; the key's versions sort behind that.
TEST_P(VersionedStates, AScanFromBehindAKeyLeavesTheKeyOut) {
  write(Height{1}, {{{0, 1, 7}, Bytes{1}}, {{0, 1, 8}, Bytes{2}}});
  const VersionedState state(*store_, Height{1});
  EXPECT_EQ(rows_of(state, {0, 1}, {0, 1, 7, 0}), (Rows{{{0, 1, 8}, {2}}}));
  EXPECT_EQ(rows_of(state, {0, 1}, {0, 1, 7}).size(), 2U);
  EXPECT_EQ(rows_of(state, {0, 1}, {0, 2}).size(), 0U);
  EXPECT_EQ(rows_of(state, {0, 1}, {}).size(), 2U);
}

TEST_P(VersionedStates, ScansLongPrefixes) {
  Bytes prefix(30, 0x0a);
  Bytes inside = prefix;
  inside.push_back(1);
  Bytes outside = prefix;
  outside.back() = 0x0b;
  write(Height{1}, {{inside, Bytes{1}}, {outside, Bytes{2}}});
  EXPECT_EQ(rows_of(VersionedState(*store_, Height{1}), prefix), (Rows{{inside, {1}}}));
}

TEST_P(VersionedStates, AVisitorStopsTheScan) {
  write(Height{1}, {{{0, 1, 7}, Bytes{1}}, {{0, 1, 8}, Bytes{2}}});
  int visited = 0;
  VersionedState(*store_, Height{1}).scan(Bytes{0, 1}, {}, [&](ByteView, ByteView) { return ++visited < 1; });
  EXPECT_EQ(visited, 1);
}

TEST_P(VersionedStates, PassesKeysWithManyVersions) {
  for (std::uint64_t height = 1; height <= 4 * kRowsBeforeSeek; ++height) {
    write(Height{height}, {{{0, 1, 7}, Bytes{static_cast<std::uint8_t>(height)}}});
  }
  write(Height{1}, {{{0, 1, 8}, Bytes{99}}});
  for (std::uint64_t height = 1; height <= 4 * kRowsBeforeSeek; ++height) {
    const Rows rows = {{{0, 1, 7}, {static_cast<std::uint8_t>(height)}}, {{0, 1, 8}, {99}}};
    EXPECT_EQ(rows_of(VersionedState(*store_, Height{height}), {0, 1}), rows) << height;
  }
}

TEST_P(VersionedStates, ACacheAnswersOnlyForItsHeight) {
  write(Height{1}, {{{0, 1, 7}, Bytes{1}}});
  TipCache cache(Height{1});
  const VersionedState before(*store_, Height{1}, &cache);
  EXPECT_EQ(before.get({0, 1, 7}), Bytes{1});
  ASSERT_NE(cache.rows.find(Bytes{0, 1, 7}), nullptr);

  const state::Writes writes = {{{0, 1, 7}, Bytes{2}}, {{0, 1, 8}, Bytes{3}}};
  write(Height{2}, writes);
  cache.advance(writes, Height{2});
  const VersionedState now(*store_, Height{2}, &cache);
  EXPECT_EQ(now.get({0, 1, 7}), Bytes{2});
  EXPECT_EQ(before.get({0, 1, 7}), Bytes{1}) << "a view of an older height stays what it was";
  EXPECT_EQ(before.get({0, 1, 8}), std::nullopt);
  EXPECT_EQ(now.get({0, 1, 8}), Bytes{3});
}

TEST_P(VersionedStates, AnErasedRunIsWalkedOnceAtTheTip) {
  state::Writes queue;
  for (std::uint8_t i = 0; i < 200; ++i) queue[{0, 3, i}] = Bytes{i};
  write(Height{1}, queue);
  for (std::uint8_t i = 0; i < 150; ++i) queue[{0, 3, i}] = std::nullopt;
  write(Height{2}, queue);
  TipCache cache(Height{2});
  const VersionedState state(*store_, Height{2}, &cache);
  EXPECT_EQ(rows_of(state, {0, 3}).size(), 50U);
  const Bytes* end = cache.empty.end_of(Bytes{0, 3, 0});
  ASSERT_NE(end, nullptr);
  EXPECT_EQ(*end, (Bytes{0, 3, 150}));
  EXPECT_EQ(rows_of(state, {0, 3}).size(), 50U) << "the same with what was learnt";

  // The run grows with what is erased later, and ends where something is put.
  state::Writes more;
  for (std::uint8_t i = 150; i < 190; ++i) more[{0, 3, i}] = std::nullopt;
  more[{0, 3, 20}] = Bytes{1};
  write(Height{3}, more);
  cache.advance(more, Height{3});
  const VersionedState later(*store_, Height{3}, &cache);
  EXPECT_EQ(rows_of(later, {0, 3}).size(), 11U);
  EXPECT_EQ(*cache.empty.end_of(Bytes{0, 3, 21}), (Bytes{0, 3, 190}));
  EXPECT_EQ(cache.empty.end_of(Bytes{0, 3, 20}), nullptr);
}

// Keys of a few shapes, none of which begins another of the same table.
Bytes random_key(tests::SeededRandom& random) {
  Bytes key = {0, static_cast<std::uint8_t>(1 + random.below(3))};
  const std::size_t size = key[1] == 1 ? 1 : 12;
  while (key.size() < 2 + size)
    key.push_back(random.coin() ? 0xff : static_cast<std::uint8_t>(random.below(2)));
  if (key[1] == 3) key.push_back(static_cast<std::uint8_t>(random.below(120)));
  return key;
}

TEST_P(VersionedStates, AgreesWithAMapAtEveryHeight) {
  tests::SeededRandom random;
  std::vector<Rows> truth(1);
  TipCache cache(Height{0});
  const auto compare = [&](const state::StateView& state, const Rows& rows) {
    Bytes prefix = random_key(random);
    prefix.resize(random.below(prefix.size() + 1));
    Bytes from = random.coin() ? Bytes{} : random_key(random);
    if (random.coin()) from.push_back(0);
    ASSERT_EQ(rows_of(state, prefix, from), expected(rows, prefix, from))
        << to_hex(prefix) << " from " << to_hex(from);
    const Bytes key = random_key(random);
    const auto row = rows.find(key);
    ASSERT_EQ(state.get(key), row == rows.end() ? std::nullopt : std::optional(row->second)) << to_hex(key);
  };
  for (std::uint64_t height = 1; height <= 60; ++height) {
    state::Writes writes;
    Rows rows = truth.back();
    const bool erasing = random.below(3) == 0;
    for (std::size_t i = random.below(60); i > 0; --i) {
      Bytes key = random_key(random);
      if (!erasing && random.coin()) {
        writes[key] = random.bytes(random.below(4));
        rows[key] = *writes[key];
      } else {
        writes[key] = std::nullopt;
        rows.erase(key);
      }
    }
    if (erasing && random.coin()) {
      for (const auto& row : truth.back()) writes[row.first] = std::nullopt;
      rows.clear();
    }
    write(Height{height}, writes);
    cache.advance(writes, Height{height});
    truth.push_back(std::move(rows));
    const VersionedState tip(*store_, Height{height}, &cache);
    for (int i = 0; i < 20 && !HasFatalFailure(); ++i) compare(tip, truth.back());
  }
  for (int i = 0; i < 1000 && !HasFatalFailure(); ++i) {
    const std::size_t height = random.below(truth.size());
    compare(VersionedState(*store_, Height{height}), truth[height]);
  }
}

}  // namespace
}  // namespace kula::ledger
