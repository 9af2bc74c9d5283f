#include "node/api/batch.h"

#include <gtest/gtest.h>

namespace kula::api {
namespace {

TEST(Batch, RefusesWhatIsTruncatedOrTrails) {
  const Bytes good{2, 0, 0, 0, 1, 0, 0, 0, 7, 2, 0, 0, 0, 8, 9};
  ASSERT_TRUE(decode_batch(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(decode_batch(ByteView(good).first(size))) << size;
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(decode_batch(longer));
}

TEST(Batch, RefusesACountThatItsBytesCannotHold) {
  EXPECT_FALSE(decode_batch(Bytes{255, 255, 255, 255}));
  EXPECT_FALSE(decode_batch(Bytes{2, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_FALSE(decode_batch(Bytes{1, 0, 0, 0, 255, 255, 255, 255, 1}));
}

TEST(Batch, RefusesMoreItemsOrBytesThanTheLimits) {
  const std::vector<ByteView> most(kMaxBatchItems);
  const std::vector<ByteView> too_many(kMaxBatchItems + 1);
  EXPECT_TRUE(decode_batch(encode_batch(most)));
  EXPECT_FALSE(decode_batch(encode_batch(too_many)));
  const Bytes large(kMaxBatchBytes - 7, 1);
  EXPECT_FALSE(decode_batch(encode_batch({large})));
}

TEST(Batch, ReadsTheBytesOfTheDescription) {
  const Bytes bytes{2, 0, 0, 0, 1, 0, 0, 0, 7, 2, 0, 0, 0, 8, 9};
  const auto items = decode_batch(bytes);
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 2u);
  EXPECT_EQ(to_bytes((*items)[0]), Bytes{7});
  EXPECT_EQ(to_bytes((*items)[1]), (Bytes{8, 9}));
  EXPECT_EQ(encode_batch(*items), bytes);
}

}  // namespace
}  // namespace kula::api
