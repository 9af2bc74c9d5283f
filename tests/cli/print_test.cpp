#include "cli/print.h"

#include <gtest/gtest.h>

namespace kula::cli {
namespace {

TEST(Harmless, LeavesTextAsItIs) {
  for (const std::string text :
       {"", "plain, 20.00", "\u00e9\u00df", "\u6148\u5584", "\U0001F600", "e\u0301", "a\u00a0b"})
    EXPECT_EQ(harmless(text), text);
}

TEST(Harmless, TakesOutWhatSpeaksToATerminal) {
  EXPECT_EQ(harmless("a\x1b[2Jb"), "a[2Jb");
  EXPECT_EQ(harmless("a\tb\r\nc\x7f\x01"), "abc");
  EXPECT_EQ(harmless("a\u009b2Jb\u0085"), "a2Jb") << "C1 controls";
  EXPECT_EQ(harmless(std::string_view("a\0b", 3)), "ab");
}

TEST(Harmless, TakesOutWhatTurnsOrHidesText) {
  for (const std::string_view hidden :
       {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067",
        "\u2068", "\u2069", "\u061c", "\u200b", "\u200c", "\u200d", "\u200e",
        "\u200f", "\u2028", "\u2029", "\u2060", "\ufeff", "\u00ad", "\U000e0041"}) {
    EXPECT_EQ(harmless("pay " + std::string(hidden) + "20"), "pay 20");
  }
}

TEST(Harmless, TakesOutBytesThatAreNoUtf8) {
  EXPECT_EQ(harmless("a\x9b"
                     "2Jb"),
            "a2Jb")
      << "an escape sequence of 8-bit terminals";
  EXPECT_EQ(harmless("a\xff\xfe"
                     "b"),
            "ab");
  EXPECT_EQ(harmless("a\xc0\x9b"
                     "b"),
            "ab")
      << "overlong";
  EXPECT_EQ(harmless("a\xed\xa0\x80"
                     "b"),
            "ab")
      << "a surrogate";
  EXPECT_EQ(harmless("ab\xe2\x80"), "ab") << "cut short";
}

TEST(Harmless, KeepsLineBreaksWhereItIsAskedTo) {
  EXPECT_EQ(harmless_lines("one\x1b\ntwo\r\n\nthree"), "one\ntwo\n\nthree");
}

TEST(Width, IsThatOfATerminal) {
  EXPECT_EQ(width_of(""), 0u);
  EXPECT_EQ(width_of("kula"), 4u);
  EXPECT_EQ(width_of("\u6148\u5584"), 4u);
  EXPECT_EQ(width_of("\U0001F600"), 2u);
  EXPECT_EQ(width_of("e\u0301"), 1u) << "a combining accent takes no column";
  EXPECT_EQ(width_of("\u00e9\u2026\u20ac"), 3u);
  EXPECT_EQ(width_of("a\xff"), 2u) << "shown as one mark";
}

TEST(Table, PadsByColumnsAndNotByBytes) {
  testing::internal::CaptureStdout();
  print_table({"name", "n"}, {{"\u6148\u5584", "1"}, {"e\u0301a", "20"}}, {1});
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "name   n\n\u6148\u5584   1\ne\u0301a    20\n");
}

}  // namespace
}  // namespace kula::cli
