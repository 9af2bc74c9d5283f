#include "ledger/codec/json_value.h"

#include <gtest/gtest.h>

namespace kula::codec {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseJson, RefusesADuplicateKeyAtAnyDepth) {
  const auto top = parse_json(R"({"a":1,"b":2,"a":3})");
  ASSERT_FALSE(top);
  EXPECT_EQ(top.error(), "duplicate key \"a\"");
  EXPECT_FALSE(parse_json(R"({"x":[{"a":1,"a":1}]})"));
  EXPECT_FALSE(parse_json("{\"a\":1,\"\\u0061\":2}")) << "the same key, escaped";
  EXPECT_FALSE(parse_json(R"({"":1,"":2})"));
  EXPECT_TRUE(parse_json(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST(ParseJson, RefusesDepthBeyondTheLimit) {
  EXPECT_TRUE(parse_json(nested(32)));
  EXPECT_FALSE(parse_json(nested(33)));
  EXPECT_FALSE(parse_json(std::string(100000, '[')));
  EXPECT_FALSE(parse_json(nested(3), {.max_bytes = 100, .max_depth = 2}));
}

TEST(ParseJson, RefusesMoreBytesThanTheLimit) {
  EXPECT_TRUE(parse_json("[1]", {.max_bytes = 3, .max_depth = 2}));
  EXPECT_FALSE(parse_json("[12]", {.max_bytes = 3, .max_depth = 2}));
}

TEST(ParseJson, RefusesWhatIsNoJson) {
  for (const auto* text : {"",         " ",       "{",   "[1,]",     "{\"a\":}",    "{a:1}",   "'a'", "NaN",
                           "Infinity", "-",       "01",  "+1",       "0x1",         ".5",      "1.",  "1e",
                           "[1] 2",    "// c\n1", "tru", "\"\xff\"", "\"\\ud800\"", "\"\x01\""}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
}

TEST(ParseJson, KeepsNumbersAsTheyWereWritten) {
  for (const auto* text :
       {"0", "-1", "1.50", "1e3", "18446744073709551616", "123456789012345678901234567890.10"}) {
    const auto value = parse_json(text);
    ASSERT_TRUE(value) << text;
    ASSERT_NE(value->as_number(), nullptr);
    EXPECT_EQ(value->as_number()->text, text);
  }
}

TEST(ParseJson, ReadsADocument) {
  const auto value = parse_json(" {\"name\": \"a\\n\\u00e9\", \"list\": [true, null, 3], \"o\": {}} ");
  ASSERT_TRUE(value) << value.error();
  EXPECT_EQ(value->string_at("name"), "a\n\xc3\xa9");
  EXPECT_EQ(value->string_at("absent"), "");
  ASSERT_NE(value->find("list"), nullptr);
  const auto* list = value->find("list")->as_array();
  ASSERT_EQ(list->size(), 3u);
  EXPECT_TRUE(*(*list)[0].as_bool());
  EXPECT_TRUE((*list)[1].is_null());
  EXPECT_EQ(value->find("absent"), nullptr);
  EXPECT_EQ((*list)[0].find("x"), nullptr);
}

TEST(Dump, EscapesControlCharactersAndQuotes) {
  EXPECT_EQ(quote_json("a\"b\\c\n\x7f"), "\"a\\\"b\\\\c\\u000a\\u007f\"");
  const auto value = parse_json("{\"a\":[1,{\"b\":null}],\"c\":[]}");
  EXPECT_EQ(value->dump(), "{\"a\":[1,{\"b\":null}],\"c\":[]}");
  EXPECT_EQ(value->dump(2), "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": []\n}");
  EXPECT_EQ(parse_json(value->dump(2)).value(), *value);
}

}  // namespace
}  // namespace kula::codec
