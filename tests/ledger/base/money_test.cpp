#include "ledger/base/money.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

TEST(ParseAmount, RefusesWhatIsNotAPlainDecimal) {
  for (const auto* text : {"",
                           "1e3",
                           "+1",
                           "-1",
                           "0x1",
                           "1,000",
                           "01",
                           "00",
                           "00.10",
                           ".5",
                           "1.",
                           "1.234",
                           "1.2.3",
                           "1 ",
                           " 1",
                           "1. 5",
                           "1.+5",
                           "1.-5",
                           "1.5e",
                           "nan",
                           "inf",
                           "1.0x",
                           "\xef\xbc\x91\xef\xbc\x90",
                           "1.\xef\xbc\x95",
                           "1_000",
                           "1'000",
                           "\xd9\xa1",
                           "1\n",
                           "20,00"}) {
    EXPECT_FALSE(parse_amount(text)) << text;
  }
  EXPECT_FALSE(parse_amount(std::string_view("1\0", 2)));
}

TEST(ParseAmount, RefusesWhatDoesNotFit) {
  EXPECT_EQ(parse_amount("184467440737095516.15"), Amount{UINT64_MAX});
  EXPECT_FALSE(parse_amount("184467440737095516.16"));
  EXPECT_FALSE(parse_amount("184467440737095517"));
  EXPECT_FALSE(parse_amount("99999999999999999999999"));
}

TEST(ParseAmount, ReadsWholeCreditsAndCents) {
  EXPECT_EQ(parse_amount("20"), Amount{2000});
  EXPECT_EQ(parse_amount("20.00"), Amount{2000});
  EXPECT_EQ(parse_amount("20.5"), Amount{2050});
  EXPECT_EQ(parse_amount("20.05"), Amount{2005});
  EXPECT_EQ(parse_amount("0"), Amount{0});
  EXPECT_EQ(parse_amount("0.01"), Amount{1});
}

TEST(FormatAmount, GroupsByThreeAndAlwaysShowsCents) {
  EXPECT_EQ(format_amount(Amount{0}), "0.00");
  EXPECT_EQ(format_amount(Amount{5}), "0.05");
  EXPECT_EQ(format_amount(Amount{99999}), "999.99");
  EXPECT_EQ(format_amount(Amount{100000}), "1,000.00");
  EXPECT_EQ(format_amount(Amount{123456789}), "1,234,567.89");
  EXPECT_EQ(format_amount(Amount{123456789}, false), "1234567.89");
  EXPECT_EQ(format_amount(Amount{UINT64_MAX}), "184,467,440,737,095,516.15");
}

TEST(CheckedAdd, AnswersNothingOnOverflow) {
  EXPECT_FALSE(checked_add(Amount{UINT64_MAX}, Amount{1}));
  EXPECT_EQ(checked_add(Amount{UINT64_MAX - 1}, Amount{1}), Amount{UINT64_MAX});
}

TEST(CheckedSub, AnswersNothingBelowZero) {
  EXPECT_FALSE(checked_sub(Points{1}, Points{2}));
  EXPECT_EQ(checked_sub(Points{2}, Points{2}), Points{0});
}

TEST(ShareOf, RoundsDownAndDoesNotOverflow) {
  EXPECT_EQ(share_of(Amount{9999}, 1), Amount{0});
  EXPECT_EQ(share_of(Amount{10001}, 5000), Amount{5000});
  EXPECT_EQ(share_of(Amount{UINT64_MAX}, kAllBps), Amount{UINT64_MAX});
  EXPECT_EQ(share_of(Amount{UINT64_MAX}, 0), Amount{0});
}

}  // namespace
}  // namespace kula
