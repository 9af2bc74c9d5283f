#include "cli/value_text.h"

#include <gtest/gtest.h>

#include "cli/contract_kinds.h"
#include "cli/event_words.h"
#include "cli/render.h"
#include "ledger/codec/json.h"

namespace kula::cli {
namespace {

using codec::JsonValue;

class Values : public testing::Test {
 protected:
  Values() { settings_.utc = true; }

  static JsonValue schema(const std::string& kind, const std::string& name = "x") {
    return JsonValue()
        .set("name", JsonValue(name))
        .set("kind", JsonValue(kind))
        .set("optional", JsonValue(false));
  }
  std::string text(const std::string& kind, const JsonValue& value, const std::string& name = "x") const {
    const auto one = schema(kind, name);
    return values_.whole(&one, value);
  }

  // An event with fields that a node sends as JSON.
  static api::EventView event(std::string_view name, std::string_view fields) {
    api::EventView view;
    for (const auto& module : contract_kinds().registry().modules()) {
      for (const auto& kind : module.events) {
        if (kind.name == name) view.kind = kind.number;
      }
    }
    EXPECT_NE(view.kind, 0) << name;
    view.event.set("kind", JsonValue(name)).set("fields", codec::parse_json(fields).value());
    return view;
  }

  Settings settings_;
  ValueText values_{settings_, PeriodRule{}};
};

TEST_F(Values, AreReadByTheirKindAndNotByTheirName) {
  EXPECT_EQ(text("u64", "141", "paid"), "141");
  EXPECT_EQ(text("amount", "282000", "anything"), "2,820.00");
  EXPECT_EQ(text("points", "282000", "amount"), "282000");
  EXPECT_EQ(values_.whole(nullptr, "282000"), "282000");
}

TEST_F(Values, AreADashWhenTheyAreAbsent) {
  EXPECT_EQ(text("amount", JsonValue()), "-");
  EXPECT_EQ(text("time", "0"), "-");
  EXPECT_EQ(text("hex32", std::string(64, '0')), "-");
  EXPECT_EQ(text("amount", "0"), "0.00");
  EXPECT_EQ(text("u64", "0"), "0");
}

TEST_F(Values, SayTimesPeriodsAndDurationsAsPeopleDo) {
  EXPECT_EQ(text("time", "1795000000000"), "2026-11-18T11:06:40Z");
  EXPECT_EQ(text("time", "18446744073709551615"), "never");
  EXPECT_EQ(text("period", "682"), "2026-11");
  EXPECT_EQ(text("u64", "604800000", "refund_window_ms"), "7 d");
  EXPECT_EQ(text("u64", "1500", "refund_window_ms"), "1500 ms");
  EXPECT_EQ(text("bool", JsonValue(true)), "yes");
}

TEST_F(Values, OfAChainThatDoesNotTellItsPeriodsStayNumbers) {
  const auto period = schema("period");
  EXPECT_EQ(ValueText(settings_, std::nullopt).whole(&period, "682"), "682");
}

TEST_F(Values, KeepAllDigitsOfAKeyWhereSomebodyDecidesByThem) {
  const std::string hash(64, 'a');
  const auto hex = schema("hex32");
  EXPECT_EQ(values_.brief(&hex, hash), "aaaaaaaaaaaa…");
  EXPECT_EQ(ValueText(settings_, std::nullopt, Digits::whole).brief(&hex, hash), hash);
}

TEST_F(Values, OfFreeTextCannotLookLikeOtherFields) {
  JsonValue fields;
  fields.set("title", "Rust price=0.01 \"x\"").set("price", "2000").set("uri", "-");
  JsonValue::Array list{schema("string", "title"), schema("amount", "price"), schema("string", "uri")};
  const auto all = JsonValue().set("fields", JsonValue(list));
  EXPECT_EQ(values_.fields(&all, fields), R"(title="Rust price=0.01 \"x\"" price=20.00 uri="-")");
  JsonValue long_text;
  long_text.set("title", std::string(60'000, 'x'));
  EXPECT_LT(values_.fields(&all, long_text).size(), 1'100u);
  EXPECT_NE(values_.fields(&all, long_text).find("(60000 bytes)"), std::string::npos);
}

TEST_F(Values, OfTheChainCannotWriteToTheTerminal) {
  EXPECT_EQ(text("string", "a\x1b[31mb\n").find('\x1b'), std::string::npos);
  EXPECT_EQ(values_.whole(nullptr, "a\nb").find('\n'), std::string::npos);
}

TEST_F(Values, OfEventsAreReadByTheSchemaOfTheEvent) {
  const auto changed = event("course_price_set", R"({"course":"rust","old_price":"150000","price":"2000"})");
  EXPECT_EQ(describe_event(changed, values_), "course_price_set course=rust old_price=1,500.00 price=20.00");
  const auto vested = event("points_awarded", R"({"account":"a","points":"50","period":"682"})");
  EXPECT_EQ(describe_event(vested, values_), "points_awarded account=a points=50 period=2026-11");
}

TEST_F(Values, OfAnUnknownEventAreShownAsTheyAre) {
  api::EventView view;
  view.kind = 0xffff;
  view.event.set("kind", JsonValue("later")).set("fields", JsonValue().set("amount", JsonValue("2000")));
  EXPECT_EQ(describe_event(view, values_), "later amount=2000");
  EXPECT_FALSE(in_words(view));
}

TEST_F(Values, OfWhatPeopleDoMostAreASentence) {
  EXPECT_EQ(in_words(event("course_bought",
                           R"({"course":"rust","number":"3","payer":"a","recipient":"a","price":"2000"})")),
            "bought rust for 20.00: purchase 3");
  EXPECT_EQ(in_words(event("course_bought",
                           R"({"course":"rust","number":"3","payer":"a","recipient":"b","price":"2000"})")),
            "bought rust as a gift to b for 20.00: purchase 3");
  EXPECT_EQ(in_words(event("posting", R"({"from":"a","to":"account/b","amount":"500","reason":"transfer"})")),
            "sent 5.00 to account/b");
  EXPECT_EQ(in_words(event("posting", R"({"from":"a","to":"fund/f","amount":"500","reason":"donation"})")),
            "donated 5.00 to fund/f");
  EXPECT_EQ(in_words(event("contributions_recorded",
                           R"({"project":"p","first":"7","count":2,"waiting":0,"points":"12"})")),
            "recorded 2 contributions to p, 12 points, the first is number 7");
  EXPECT_FALSE(in_words(event("posting", R"({"from":"a","to":"b","amount":"500","reason":"purchase"})")));
}

}  // namespace
}  // namespace kula::cli
