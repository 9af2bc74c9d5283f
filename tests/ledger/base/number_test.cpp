#include "ledger/base/number.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

TEST(ParseU64, RefusesEverythingButPlainDigits) {
  for (const auto* text : {"", "+1", "-1", "-0", "01", "00", " 1", "1 ", "1e3", "0x1", "1.0", "1,000", "a",
                           "18446744073709551616", "99999999999999999999", "\xef\xbc\x91"}) {
    EXPECT_FALSE(parse_u64(text)) << text;
  }
}

TEST(ParseU64, ReadsTheWholeRange) {
  EXPECT_EQ(parse_u64("0"), 0u);
  EXPECT_EQ(parse_u64("10"), 10u);
  EXPECT_EQ(parse_u64("18446744073709551615"), UINT64_MAX);
}

TEST(Number, HasOrderAndText) {
  EXPECT_LT(Height{9}, Height{10});
  EXPECT_EQ(next(Height{9}), Height{10});
  EXPECT_EQ(Height{12}.text(), "12");
  EXPECT_EQ(Height::from_text("12"), Height{12});
  EXPECT_FALSE(Height::from_text("012"));
}

}  // namespace
}  // namespace kula
