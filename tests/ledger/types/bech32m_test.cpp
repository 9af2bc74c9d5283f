#include "ledger/types/bech32m.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "ledger/codec/json_value.h"
#include "tests/support/tests_folder.h"

namespace kula::types {
namespace {

std::vector<std::string> published(const char* which) {
  std::ifstream file(tests::tests_folder() + "/ledger/types/vectors/bip350.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const codec::JsonValue document = codec::parse_json(text).value();
  std::vector<std::string> result;
  for (const auto& each : *document.find(which)->as_array()) result.push_back(*each.as_string());
  return result;
}

TEST(Bech32m, RefusesEveryPublishedInvalidString) {
  const auto texts = published("invalid");
  ASSERT_EQ(texts.size(), 13u);
  for (const auto& text : texts) EXPECT_FALSE(bech32m_parse(text)) << text;
}

TEST(Bech32m, ParsesEveryPublishedValidString) {
  const auto texts = published("valid");
  ASSERT_EQ(texts.size(), 7u);
  for (const auto& text : texts) EXPECT_TRUE(bech32m_parse(text)) << text;
}

TEST(Bech32m, RefusesCharactersBelowAndAboveAscii) {
  for (const auto* text : {"", "1",
                           "\x80"
                           "1eym55h",
                           "kula1\xc3\xa9", "\xef\xbc\x91"})
    EXPECT_FALSE(bech32m_parse(text));
}

TEST(Bech32m, ReadsCapitalsOnlyWhenParsing) {
  ASSERT_TRUE(bech32m_parse("A1LQFN3A"));
  EXPECT_EQ(bech32m_parse("A1LQFN3A")->prefix, "a");
  EXPECT_FALSE(bech32m_parse("A1lQFN3A"));
  EXPECT_TRUE(bech32m_decode("a", "a1lqfn3a"));
  EXPECT_FALSE(bech32m_decode("a", "A1LQFN3A"));
  EXPECT_FALSE(bech32m_decode("b", "a1lqfn3a"));
}

TEST(Bech32m, ParsesThePublishedGroups) {
  const auto text = bech32m_parse("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->prefix, "abcdef");
  ASSERT_EQ(text->data.size(), 32u);
  for (std::size_t i = 0; i < 32; ++i) EXPECT_EQ(text->data[i], 31 - i);
}

TEST(Bech32m, RefusesPaddingThatIsNotZeroOrTooLong) {
  // 82 groups of 31 leave two padding bits that are set.
  EXPECT_FALSE(bech32m_decode(
      "1", "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8"));
  EXPECT_TRUE(bech32m_decode("split", "split1checkupstagehandshakeupstreamerranterredcaperredlc445v"));
}

// Made with tests/golden/types/check.py's checksum: groups 0; 0 0 0; 0 1; and 0 0, which is the byte zero.
TEST(Bech32m, RefusesAWholeGroupOfPaddingAndPaddingThatIsSet) {
  for (const auto* text : {"kula1qf7tqq5", "kula1qqqd3y6d5", "kula1qpwwxwt9"}) {
    EXPECT_TRUE(bech32m_parse(text)) << text;
    EXPECT_FALSE(bech32m_decode("kula", text)) << text;
  }
  EXPECT_EQ(bech32m_decode("kula", "kula1qqncjmkh"), Bytes{0});
}

TEST(Bech32m, GivesBackBytesOfEveryLength) {
  for (std::size_t size = 0; size <= 40; ++size) {
    Bytes bytes;
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 37 + size));
    const std::string text = bech32m_encode("kula", bytes);
    EXPECT_EQ(bech32m_decode("kula", text), bytes) << text;
    EXPECT_EQ(text.size(), 4 + 1 + (size * 8 + 4) / 5 + 6);
  }
}

TEST(Bech32m, FindsEverySingleChangedCharacter) {
  const std::string text = bech32m_encode("kula", Bytes(20, 0x5e));
  for (std::size_t at = 5; at < text.size(); ++at) {
    for (const char c : std::string_view("qpzry9x8gf2tvdw0s3jn54khce6mua7l")) {
      if (c == text[at]) continue;
      std::string changed = text;
      changed[at] = c;
      EXPECT_FALSE(bech32m_decode("kula", changed)) << changed;
    }
  }
}

}  // namespace
}  // namespace kula::types
