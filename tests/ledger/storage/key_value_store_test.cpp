// What every store promises, on every store.
#include "ledger/storage/key_value_store.h"

#include <gtest/gtest.h>

#include "ledger/storage/memory_store.h"
#include "ledger/storage/rocks/rocks_store.h"
#include "tests/ledger/base/seeded_random.h"
#include "tests/support/temporary_folder.h"

namespace kula::storage {
namespace {

using tests::SeededRandom;
using Rows = std::vector<std::pair<Bytes, Bytes>>;

class Memory {
 public:
  KeyValueStore& store() { return *store_; }
  void reopen() { store_ = store_->snapshot(); }

 private:
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();
};

class Rocks {
 public:
  Rocks() { open(); }
  KeyValueStore& store() { return *store_; }
  void reopen() {
    store_.reset();
    open();
  }

 private:
  void open() {
    auto opened = RocksStore::open(folder_.path());
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  tests::TemporaryFolder folder_;
  std::unique_ptr<RocksStore> store_;
};

Bytes bytes(std::string_view text) { return to_bytes(as_bytes(text)); }

template <class Kind>
class AnyStore : public testing::Test {
 protected:
  KeyValueStore& store() { return kind_.store(); }
  void reopen() { kind_.reopen(); }
  void put(Column column, const Bytes& key, const Bytes& value) {
    WriteBatch batch;
    batch.put(column, key, value);
    ASSERT_TRUE(store().write(batch));
  }
  void put_letters(std::string_view keys) {
    for (const char key : keys) put(Column::index, bytes({&key, 1}), bytes("value"));
  }
  Rows scan(Column column, const Bytes& first, const Bytes& end, std::size_t limit = 1000) {
    Rows rows;
    store().scan(column, first, end, [&](ByteView key, ByteView value) {
      rows.emplace_back(to_bytes(key), to_bytes(value));
      return rows.size() < limit;
    });
    return rows;
  }
  Rows scan_back(Column column, const Bytes& last, const Bytes& begin, std::size_t limit = 1000) {
    Rows rows;
    store().scan_back(column, last, begin, [&](ByteView key, ByteView value) {
      rows.emplace_back(to_bytes(key), to_bytes(value));
      return rows.size() < limit;
    });
    return rows;
  }
  static std::string letters(const Rows& rows) {
    std::string text;
    for (const auto& [key, value] : rows) text += as_text(key);
    return text;
  }

 private:
  Kind kind_;
};

using Stores = testing::Types<Memory, Rocks>;
TYPED_TEST_SUITE(AnyStore, Stores);

TYPED_TEST(AnyStore, HasNothingAtFirst) {
  for (std::uint8_t column = 0; column < kColumnCount; ++column) {
    EXPECT_EQ(this->store().get(Column{column}, bytes("key")), std::nullopt);
    EXPECT_EQ(this->scan(Column{column}, {}, {}), Rows{});
    EXPECT_EQ(this->scan_back(Column{column}, Bytes(9, 0xff), {}), Rows{});
  }
}

TYPED_TEST(AnyStore, KeepsColumnsApart) {
  for (std::uint8_t column = 0; column < kColumnCount; ++column) {
    this->put(Column{column}, bytes("same key"), Bytes{column});
  }
  for (std::uint8_t column = 0; column < kColumnCount; ++column) {
    EXPECT_EQ(this->store().get(Column{column}, bytes("same key")), Bytes{column});
    EXPECT_EQ(this->scan(Column{column}, {}, {}), (Rows{{bytes("same key"), Bytes{column}}}));
  }
}

TYPED_TEST(AnyStore, TakesTheLastEntryOfAKeyInABatch) {
  WriteBatch batch;
  batch.put(Column::meta, bytes("a"), bytes("1"));
  batch.put(Column::meta, bytes("a"), bytes("2"));
  batch.put(Column::meta, bytes("b"), bytes("1"));
  batch.erase(Column::meta, bytes("b"));
  batch.erase(Column::meta, bytes("c"));
  batch.put(Column::meta, bytes("c"), {});
  ASSERT_TRUE(this->store().write(batch));
  EXPECT_EQ(this->store().get(Column::meta, bytes("a")), bytes("2"));
  EXPECT_EQ(this->store().get(Column::meta, bytes("b")), std::nullopt);
  EXPECT_EQ(this->store().get(Column::meta, bytes("c")), Bytes{}) << "an empty value is a value";
  EXPECT_EQ(this->scan(Column::meta, {}, {}).size(), 2u);
}

TYPED_TEST(AnyStore, ScansUpFromTheFirstToBeforeTheEnd) {
  this->put_letters("bdf");
  EXPECT_EQ(this->letters(this->scan(Column::index, {}, {})), "bdf");
  EXPECT_EQ(this->letters(this->scan(Column::index, bytes("b"), bytes("f"))), "bd");
  EXPECT_EQ(this->letters(this->scan(Column::index, bytes("c"), bytes("fa"))), "df");
  EXPECT_EQ(this->letters(this->scan(Column::index, bytes("d"), bytes("d"))), "");
  EXPECT_EQ(this->letters(this->scan(Column::index, bytes("g"), {})), "");
  EXPECT_EQ(this->letters(this->scan(Column::index, {}, {}, 2)), "bd") << "the visitor stopped";
}

TYPED_TEST(AnyStore, ScansDownFromTheLastToTheBegin) {
  this->put_letters("bdf");
  EXPECT_EQ(this->letters(this->scan_back(Column::index, bytes("z"), {})), "fdb");
  EXPECT_EQ(this->letters(this->scan_back(Column::index, bytes("f"), bytes("b"))), "fdb");
  EXPECT_EQ(this->letters(this->scan_back(Column::index, bytes("e"), bytes("ba"))), "d");
  EXPECT_EQ(this->letters(this->scan_back(Column::index, bytes("a"), {})), "");
  EXPECT_EQ(this->letters(this->scan_back(Column::index, bytes("z"), {}, 2)), "fd") << "the visitor stopped";
}

TYPED_TEST(AnyStore, ComparesKeysAsUnsignedBytes) {
  const std::vector<Bytes> ordered = {{},     {0x00},       {0x00, 0x00}, {0x01},
                                      {0x7f}, {0x7f, 0xff}, {0x80},       {0xff, 0xff}};
  for (const Bytes& key : ordered) this->put(Column::blocks, key, key);
  Rows expected;
  for (const Bytes& key : ordered) expected.emplace_back(key, key);
  EXPECT_EQ(this->scan(Column::blocks, {}, {}), expected);
  std::reverse(expected.begin(), expected.end());
  EXPECT_EQ(this->scan_back(Column::blocks, Bytes(9, 0xff), {}), expected);
}

TYPED_TEST(AnyStore, AnswersManyKeysInTheirOrder) {
  this->put_letters("ace");
  this->put(Column::index, bytes("a"), bytes("other"));
  EXPECT_EQ(
      this->store().multi_get(Column::index, {bytes("e"), bytes("b"), bytes("a"), bytes("e")}),
      (std::vector<std::optional<Bytes>>{bytes("value"), std::nullopt, bytes("other"), bytes("value")}));
  EXPECT_TRUE(this->store().multi_get(Column::index, {}).empty());
}

TYPED_TEST(AnyStore, KeepsWhatWasWrittenWhenReopened) {
  this->put_letters("ab");
  this->reopen();
  EXPECT_EQ(this->letters(this->scan(Column::index, {}, {})), "ab");
  WriteBatch batch;
  batch.erase(Column::index, bytes("a"));
  batch.put(Column::state, bytes("c"), bytes("1"));
  ASSERT_TRUE(this->store().write(batch));
  this->reopen();
  this->reopen();
  EXPECT_EQ(this->letters(this->scan(Column::index, {}, {})), "b");
  EXPECT_EQ(this->store().get(Column::state, bytes("c")), bytes("1"));
}

Bytes versioned(Bytes row, std::uint64_t version) {
  for (int shift = 56; shift >= 0; shift -= 8) row.push_back(static_cast<std::uint8_t>(~version >> shift));
  return row;
}

// Reads of state at a height, the way the ledger does them, through several reopenings (which move rows to
// files).
TYPED_TEST(AnyStore, FindsTheNewestVersionOfARowAtAnyHeight) {
  SeededRandom random;
  std::map<Bytes, std::map<std::uint64_t, Bytes>> expected;
  const auto some_row = [&] {
    Bytes row = {0, static_cast<std::uint8_t>(1 + random.below(2))};
    append(row, as_bytes("row"));
    row.push_back(static_cast<std::uint8_t>(random.below(40)));
    if (random.coin()) row.push_back(0);
    row.push_back(static_cast<std::uint8_t>(0xff - random.below(3)));
    return row;
  };
  for (std::uint64_t height = 0; height < 60; ++height) {
    WriteBatch batch;
    for (int i = 0; i < 8; ++i) {
      const Bytes row = some_row();
      const Bytes value = random.bytes(1 + random.below(20));
      expected[row][height] = value;
      batch.put(Column::state, versioned(row, height), value);
    }
    ASSERT_TRUE(this->store().write(batch));
    if (height % 20 == 19) this->reopen();
    for (int i = 0; i < 40; ++i) {
      const Bytes row = some_row();
      const std::uint64_t at = random.below(height + 2);
      Bytes end = versioned(row, 0);
      end.push_back(0);
      const Rows found = this->scan(Column::state, versioned(row, at), end, 1);
      const auto& versions = expected[row];
      const auto newer = versions.upper_bound(at);
      ASSERT_EQ(found.empty(), newer == versions.begin());
      if (found.empty()) continue;
      ASSERT_EQ(found[0].first, versioned(row, std::prev(newer)->first));
      ASSERT_EQ(found[0].second, std::prev(newer)->second);
    }
  }
  std::size_t all = 0;
  for (const auto& [row, versions] : expected) all += versions.size();
  EXPECT_EQ(this->scan(Column::state, {0}, {1}).size(), all) << "ranges over rows see every version";
  EXPECT_EQ(this->scan_back(Column::state, {1}, {0}).size(), all);
}

// Of the lengths and likenesses that state's keys have.
Bytes long_key(SeededRandom& random) {
  Bytes key(random.below(14), 0x11);
  for (std::size_t i = random.below(3); i > 0 && !key.empty(); --i) {
    key[random.below(key.size())] = static_cast<std::uint8_t>(random.coin() ? 0xff : random.below(3));
  }
  return key;
}

TYPED_TEST(AnyStore, ScansRangesOfStateLikeAnyOther) {
  SeededRandom random;
  std::map<Bytes, Bytes> expected;
  for (int round = 0; round < 10; ++round) {
    WriteBatch batch;
    for (int i = 0; i < 60; ++i) {
      const Bytes key = long_key(random);
      expected[key] = {1};
      batch.put(Column::state, key, {1});
    }
    ASSERT_TRUE(this->store().write(batch));
    if (round % 3 == 2) this->reopen();
    for (int i = 0; i < 200; ++i) {
      const Bytes from = long_key(random);
      const Bytes to = long_key(random);
      Rows up;
      Rows down;
      for (const auto& [key, value] : expected) {
        if (key >= from && (to.empty() || key < to)) up.emplace_back(key, value);
        if (key <= from && key >= to) down.emplace(down.begin(), key, value);
      }
      ASSERT_EQ(this->scan(Column::state, from, to), up);
      ASSERT_EQ(this->scan_back(Column::state, from, to), down);
    }
  }
}

TYPED_TEST(AnyStore, AgreesWithAMapAfterRandomBatches) {
  SeededRandom random;
  std::map<Bytes, Bytes> expected;
  for (int round = 0; round < 100; ++round) {
    WriteBatch batch;
    for (std::size_t i = random.below(20); i > 0; --i) {
      Bytes key = random.bytes(random.below(3));
      if (random.below(3) == 0) {
        expected.erase(key);
        batch.erase(Column::tree, key);
      } else {
        const Bytes value = random.bytes(random.below(50));
        expected[key] = value;
        batch.put(Column::tree, key, value);
      }
    }
    ASSERT_TRUE(this->store().write(batch));
    if (random.below(25) == 0) this->reopen();

    const Bytes from = random.bytes(random.below(3));
    const Bytes to = random.bytes(random.below(3));
    Rows up;
    Rows down;
    for (const auto& [key, value] : expected) {
      if (key >= from && (to.empty() || key < to)) up.emplace_back(key, value);
      if (key <= from && key >= to) down.emplace(down.begin(), key, value);
    }
    ASSERT_EQ(this->scan(Column::tree, from, to), up);
    ASSERT_EQ(this->scan_back(Column::tree, from, to), down);
  }
}

}  // namespace
}  // namespace kula::storage
