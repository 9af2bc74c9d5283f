#include "ledger/columns.h"

#include <gtest/gtest.h>

namespace kula::ledger {
namespace {

TEST(Columns, ReadsBackNothingButAHeight) {
  EXPECT_EQ(height_of_key(Bytes(7)), std::nullopt);
  EXPECT_EQ(height_of_key(Bytes(9)), std::nullopt);
  EXPECT_EQ(height_of_key(height_key(Height{0x0102030405060708})), Height{0x0102030405060708});
  EXPECT_EQ(read_location(Bytes(11)), std::nullopt);
  const auto location = read_location(location_value(Height{7}, 300));
  ASSERT_TRUE(location.has_value());
  EXPECT_EQ(location->height, Height{7});
  EXPECT_EQ(location->index, 300U);
}

TEST(Columns, KeysHaveTheseBytes) {
  const Bytes height = {0, 0, 0, 0, 0, 0, 1, 2};
  EXPECT_EQ(height_key(Height{0x0102}), height);
  EXPECT_EQ(to_hex(header_key(Height{0x0102})), "000000000000010200");
  EXPECT_EQ(to_hex(body_key(Height{0x0102})), "000000000000010201");
  EXPECT_EQ(to_hex(history_key(3, 0x0102)), "030000000000000102");
  EXPECT_EQ(to_hex(index_row_key({{0xaa}}, Height{1}, 2)), "aa000000000000000100000002");
  EXPECT_EQ(to_hex(state_row_key(Bytes{0xaa}, Height{1})), "aafffffffffffffffe");
  EXPECT_EQ(to_hex(location_value(Height{1}, 2)), "000000000000000100000002");
  EXPECT_EQ(to_hex(state_row_value(std::nullopt)), "00");
  EXPECT_EQ(to_hex(state_row_value(Bytes{})), "01");
  EXPECT_EQ(to_hex(state_row_value(Bytes{0})), "0100");
}

TEST(Columns, TheNewestVersionComesFirst) {
  EXPECT_LT(state_row_key(Bytes{1, 2, 3}, Height{8}), state_row_key(Bytes{1, 2, 3}, Height{7}));
  EXPECT_LT(state_row_key(Bytes{1, 2, 3}, Height{0}), after_versions(Bytes{1, 2, 3}));
  EXPECT_LT(after_versions(Bytes{1, 2, 3}), state_row_key(Bytes{1, 2, 4}, Height{UINT64_MAX}));
}

TEST(Columns, AStateRowComesApart) {
  const Bytes row = state_row_key(Bytes{1, 2, 3}, Height{258});
  const auto split = split_state_row_key(row);
  EXPECT_EQ(to_bytes(split.key), (Bytes{1, 2, 3}));
  EXPECT_EQ(split.height, Height{258});
}

TEST(Columns, AnEmptyValueIsNoTombstone) {
  EXPECT_FALSE(state_value_of(Bytes{0}).has_value());
  ASSERT_TRUE(state_value_of(Bytes{1}).has_value());
  EXPECT_TRUE(state_value_of(Bytes{1})->empty());
}

TEST(ColumnsDeathTest, AStateRowOfAnotherShapeIsACorruptStore) {
  EXPECT_DEATH(static_cast<void>(state_value_of(Bytes{})), "kulad tool repair");
  EXPECT_DEATH(static_cast<void>(state_value_of(Bytes{2})), "kulad tool repair");
  EXPECT_DEATH(static_cast<void>(state_value_of(Bytes{0, 0})), "kulad tool repair");
  EXPECT_DEATH(static_cast<void>(split_state_row_key(Bytes(9))), "kulad tool repair");
}

TEST(Columns, TheEndOfAPrefixIsTheFirstKeyWithoutIt) {
  EXPECT_EQ(end_of_prefix(Bytes{1, 2}), (Bytes{1, 3}));
  EXPECT_EQ(end_of_prefix(Bytes{1, 0xff, 0xff}), (Bytes{2}));
  EXPECT_EQ(end_of_prefix(Bytes{0xff, 0xff}), Bytes{});
  EXPECT_EQ(end_of_prefix(Bytes{}), Bytes{});
}

TEST(Columns, CursorsAreInOrder) {
  EXPECT_LT((EventCursor{Height{1}, 9}), (EventCursor{Height{2}, 0}));
  EXPECT_LT(index_row_key({{5}}, Height{1}, 9), index_row_key({{5}}, Height{2}, 0));
  EXPECT_EQ(cursor_of(index_row_key({{5}}, Height{300}, 70'000)), (EventCursor{Height{300}, 70'000}));
}

}  // namespace
}  // namespace kula::ledger
