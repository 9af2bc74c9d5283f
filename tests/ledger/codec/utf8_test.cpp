#include <gtest/gtest.h>

#include "ledger/codec/traits.h"

namespace kula::codec {
namespace {

TEST(Utf8, RefusesOverlongSurrogateCutAndTooLargeSequences) {
  for (const std::string_view text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x80\x80", "\xe0\x9f\xbf",
        "\xe2\x82", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xfe", "\xff", "abc\xff"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << to_hex(as_bytes(text));
  }
}

TEST(Utf8, TakesTheEdgesOfEveryLength) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8(std::string_view("\0", 1)));
  for (const std::string_view text :
       {"\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << to_hex(as_bytes(text));
  }
}

}  // namespace
}  // namespace kula::codec
