// Limits of titles and URIs (C0.5).
#include "contracts/kernel/checks.h"

#include <gtest/gtest.h>

namespace kula::contracts {
namespace {

TEST(CheckTitle, RefusesNothingTooMuchAndControlCharacters) {
  EXPECT_FALSE(check_title(""));
  EXPECT_FALSE(check_title(std::string(257, 'a')));
  for (int byte = 0; byte < 0x20; ++byte) {
    EXPECT_FALSE(check_title("a" + std::string(1, static_cast<char>(byte)))) << byte;
  }
  EXPECT_FALSE(check_title("\x7f"));
  EXPECT_FALSE(check_title("a\xC2\x80"));   // U+0080
  EXPECT_FALSE(check_title("\xC2\x9F z"));  // U+009F
}

TEST(CheckTitle, TakesAnyOtherText) {
  EXPECT_TRUE(check_title("a"));
  EXPECT_TRUE(check_title(std::string(256, 'a')));
  EXPECT_TRUE(check_title("\xC2\xA0"));                  // U+00A0
  EXPECT_TRUE(check_title("\xC3\x85ngstr\xC3\xB6m ~"));  // "Ångström ~"
}

TEST(CheckUri, RefusesSpacesOtherBytesAndTooMuch) {
  for (const std::string text : {" ", "a b", "a\n", "\x7f", "\xC3\xB6", "a\tb"})
    EXPECT_FALSE(check_uri(text)) << text;
  EXPECT_FALSE(check_uri(std::string(513, 'a')));
}

TEST(CheckUri, TakesPrintableCharactersOrNothing) {
  EXPECT_TRUE(check_uri(""));
  EXPECT_TRUE(check_uri("https://example.org/~a?b=c#d!"));
  EXPECT_TRUE(check_uri(std::string(512, 'a')));
}

}  // namespace
}  // namespace kula::contracts
