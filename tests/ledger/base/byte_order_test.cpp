#include "ledger/base/byte_order.h"

#include <gtest/gtest.h>
#include <map>

namespace kula {
namespace {

TEST(ByteOrder, IsThatOfUnsignedBytesAndAPrefixComesFirst) {
  const std::vector<Bytes> in_order = {{}, {0}, {0, 0}, {0, 1}, {1}, {0x7f, 0xff}, {0x80}, {0xff}, {0xff, 0}};
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    for (std::size_t j = 0; j < in_order.size(); ++j)
      EXPECT_EQ(bytes_less(in_order[i], in_order[j]), i < j) << i << " " << j;
  }
}

TEST(ByteOrder, APrefixIsNotLongerThanWhatItBegins) {
  const Bytes bytes = {1, 2, 3};
  EXPECT_TRUE(begins_with(bytes, {}));
  EXPECT_TRUE(begins_with(bytes, Bytes{1, 2}));
  EXPECT_TRUE(begins_with(bytes, bytes));
  EXPECT_FALSE(begins_with(bytes, Bytes{1, 2, 3, 4}));
  EXPECT_FALSE(begins_with(bytes, Bytes{2}));
}

TEST(ByteOrder, OwnedKeysAreFoundByBorrowedOnes) {
  const std::map<Bytes, int, BytesLess> numbers = {{{1, 2}, 12}, {{2}, 2}};
  const Bytes row = {1, 2, 9};
  EXPECT_EQ(numbers.find(ByteView(row).first(2))->second, 12);
  EXPECT_TRUE(numbers.find(ByteView(row)) == numbers.end());
}

}  // namespace
}  // namespace kula
