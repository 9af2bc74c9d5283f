#include "ledger/codec/json.h"

#include <gtest/gtest.h>

#include "tests/ledger/codec/sample.h"

namespace kula::codec {
namespace {

constexpr std::string_view kFullSampleJson =
    R"({"flag":true,"small":18,"medium":4660,"large":305419896,"huge":"1311768467463790320","amount":"2000",)"
    R"("time":"7","colour":"blue","key":"01020304","text":"慈","slug":"a-slug","blob":"dead",)"
    R"("squares":[{"side":1},{"side":2}],"names":[{"key":1,"value":"one"},{"key":2,"value":""}],)"
    R"("maybe":{"side":5},"shape":{"type":"circle","radius":9,"colour":"green"}})";

template <class T>
std::string fault_of(std::string_view text) {
  const auto value = parse_json(text);
  EXPECT_TRUE(value) << text;
  const auto result = from_json<T>(*value);
  return result ? "accepted" : result.error();
}

TEST(FromJson, RefusesUnknownAndMissingMembers) {
  EXPECT_EQ(fault_of<Square>(R"({"side":1,"colour":"red"})"), "the document has an unknown member");
  EXPECT_EQ(fault_of<Square>("{}"), "side: is missing");
  EXPECT_EQ(fault_of<Square>("[]"), "the document must be an object");
  EXPECT_EQ(fault_of<std::vector<Square>>(R"([{"side":1},{"side":1,"x":0}])"), "1: has an unknown member");
}

TEST(FromJson, RefusesNumbersThatAreNotWholeOrDoNotFit) {
  for (const auto* number :
       {"-1", "1.0", "1e3", "4294967296", "18446744073709551616", "\"1\"", "null", "true"}) {
    EXPECT_EQ(fault_of<Square>(std::string("{\"side\":") + number + "}"),
              "side: must be a whole number from 0 to 4294967295")
        << number;
  }
  EXPECT_EQ(fault_of<Square>(R"({"side":4294967295})"), "accepted");
}

TEST(FromJson, RefusesLargeNumbersThatAreNoDecimalStrings) {
  for (const auto* number :
       {"1", "\"01\"", "\"-1\"", "\"1.0\"", "\"18446744073709551616\"", "\"\"", "\"0x1\""}) {
    EXPECT_NE(fault_of<std::uint64_t>(number), "accepted") << number;
    EXPECT_NE(fault_of<Amount>(number), "accepted") << number;
  }
  EXPECT_EQ(fault_of<std::uint64_t>("\"18446744073709551615\""), "accepted");
}

TEST(FromJson, RefusesWrongKindsOfValue) {
  EXPECT_NE(fault_of<bool>("1"), "accepted");
  EXPECT_NE(fault_of<Colour>("\"pink\""), "accepted");
  EXPECT_NE(fault_of<Colour>("1"), "accepted");
  EXPECT_NE(fault_of<Key>("\"010203\""), "accepted");
  EXPECT_NE(fault_of<Key>("\"0102030G\""), "accepted");
  EXPECT_NE(fault_of<Key>("\"0102030A\""), "accepted");
  EXPECT_NE(fault_of<Bytes>("\"0\""), "accepted");
  EXPECT_NE(fault_of<Slug>("\"A\""), "accepted");
  EXPECT_NE(fault_of<std::string>("1"), "accepted");
  EXPECT_NE(fault_of<std::vector<Square>>("{}"), "accepted");
}

TEST(FromJson, RefusesAVariantWithoutAKnownType) {
  using Shape = std::variant<Square, Circle>;
  EXPECT_EQ(fault_of<Shape>(R"({"side":1})"), "the document needs a known \"type\"");
  EXPECT_EQ(fault_of<Shape>(R"({"type":"line","side":1})"), "the document needs a known \"type\"");
  EXPECT_EQ(fault_of<Shape>(R"({"type":"square","side":1,"x":2})"), "the document has an unknown member");
}

TEST(FromJson, RefusesAMapWithAKeyTwice) {
  using Map = std::map<std::uint16_t, std::string>;
  EXPECT_EQ(fault_of<Map>(R"([{"key":1,"value":"a"},{"key":1,"value":"b"}])"),
            "the document has a key twice");
  EXPECT_NE(fault_of<Map>(R"([{"key":1}])"), "accepted");
  EXPECT_NE(fault_of<Map>(R"([{"key":1,"value":"a","x":0}])"), "accepted");
  EXPECT_NE(fault_of<Map>(R"({"1":"a"})"), "accepted");
}

TEST(FromJson, NamesThePathOfTheFirstFault) {
  std::string text(kFullSampleJson);
  text.replace(text.find("{\"side\":2}"), 10, "{\"side\":-2}");
  EXPECT_EQ(fault_of<Sample>(text), "squares.1.side: must be a whole number from 0 to 4294967295");
}

TEST(FromJson, ReadsAnAbsentOptionalAsNone) {
  std::string text(kFullSampleJson);
  text.replace(text.find(R"("maybe":{"side":5},)"), 19, "");
  const auto sample = from_json<Sample>(parse_json(text).value());
  ASSERT_TRUE(sample) << sample.error();
  EXPECT_FALSE(sample->maybe);
  EXPECT_EQ(fault_of<std::optional<Square>>("null"), "accepted");
}

TEST(ToJson, WritesTheDocumentedFormAndReadsItBack) {
  EXPECT_EQ(to_json(full_sample()).dump(), kFullSampleJson);
  EXPECT_EQ(from_json<Sample>(parse_json(kFullSampleJson).value()).value(), full_sample());
}

}  // namespace
}  // namespace kula::codec
