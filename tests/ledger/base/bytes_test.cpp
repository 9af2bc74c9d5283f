#include "ledger/base/bytes.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

struct ShortTag;
using Short = FixedBytes<2, ShortTag>;

TEST(Hex, RefusesOddLengthUpperCaseAndForeignCharacters) {
  for (const auto* text : {"a", "abc", "AB", "aB", "0g", "0x", " 1", "1 ",
                           "\xef\xbc\x91"
                           "0"}) {
    EXPECT_FALSE(from_hex(text)) << text;
  }
}

TEST(Hex, WritesLowerCaseAndReadsItBack) {
  const Bytes bytes = {0x00, 0x0f, 0xa5, 0xff};
  EXPECT_EQ(to_hex(bytes), "000fa5ff");
  EXPECT_EQ(from_hex("000fa5ff"), bytes);
  EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(FixedBytes, RefusesEveryOtherSize) {
  EXPECT_FALSE(Short::from_view(Bytes{1}));
  EXPECT_FALSE(Short::from_view(Bytes{1, 2, 3}));
  EXPECT_FALSE(Short::from_text("01"));
  EXPECT_FALSE(Short::from_text("010203"));
  EXPECT_FALSE(Short::from_text("01zz"));
}

TEST(FixedBytes, AreOrderedBytewiseFromTheFirst) {
  EXPECT_LT((Short{{{0x00, 0xff}}}), (Short{{{0x01, 0x00}}}));
  EXPECT_EQ(Short::from_text("01ff")->text(), "01ff");
  EXPECT_TRUE(Short{}.is_zero());
  EXPECT_FALSE((Short{{{0, 1}}}).is_zero());
}

TEST(Bytes, AppendKeepsWhatWasThere) {
  Bytes bytes = {1};
  append(bytes, Bytes{2, 3});
  EXPECT_EQ(bytes, (Bytes{1, 2, 3}));
  EXPECT_EQ(as_text(as_bytes("abc")), "abc");
}

}  // namespace
}  // namespace kula
