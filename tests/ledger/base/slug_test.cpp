#include "ledger/base/slug.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

TEST(Slug, RefusesWrongLengthAndForeignCharacters) {
  EXPECT_FALSE(Slug::from_text(std::string(65, 'a')));
  for (const auto* text : {"", "ab", "Abc", "a_c", "a c", "abc\n", "a.b",
                           "\xc3\xa4"
                           "bc",
                           "ab/", "abc\x7f"}) {
    EXPECT_FALSE(Slug::from_text(text)) << text;
  }
  EXPECT_FALSE(Slug::from_text(std::string_view("abc\0", 4)));
}

TEST(Slug, TakesThreeToSixtyFourCharacters) {
  EXPECT_EQ(Slug::from_text("abc")->text(), "abc");
  EXPECT_EQ(Slug::from_text("a-1")->value, "a-1");
  EXPECT_TRUE(Slug::from_text(std::string(64, 'z')));
}

}  // namespace
}  // namespace kula
