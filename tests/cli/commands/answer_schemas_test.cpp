// Every query over the demo: what its answers hold has a kind, so that money is shown as money and nothing
// else is.
#include "cli/commands/answer_schemas.h"

#include <gtest/gtest.h>

#include "cli/contract_kinds.h"
#include "cli/value_text.h"
#include "tests/cli/demo/files.h"
#include "tests/cli/demo/memory_chain.h"

namespace kula::cli {
namespace {

using codec::JsonValue;

// Where a value is that no schema tells the kind of.
void find_unknown(const JsonValue& value, const JsonValue* schema, const std::string& path,
                  std::vector<std::string>& unknown) {
  if (schema == nullptr) {
    unknown.push_back(path);
  } else if (const auto* members = value.as_object()) {
    // The alternatives of a variant are told apart by their fields' names alone.
    if (schema->string_at("kind") == "variant") return;
    for (const auto& [name, member] : *members) {
      auto below = path;
      below.append(".").append(name);
      find_unknown(member, member_schema(schema, name), below, unknown);
    }
  } else if (const auto* list = value.as_array()) {
    for (const auto& element : *list) find_unknown(element, element_schema(schema), path + "[]", unknown);
  }
}

std::string first_key(const demo::MemoryChain& chain, std::string_view table) {
  const auto range = chain.processor().table_range(table, {});
  std::string key;
  chain.state().scan(range->prefix, {}, [&](ByteView full_key, ByteView value) {
    key = *chain.processor().row_json(full_key, value).find("key")->as_array()->front().as_string();
    return false;
  });
  EXPECT_FALSE(key.empty()) << table;
  return key;
}

class NoEvents final : public execution::EventIndex {
  void scan(const execution::IndexKey&, std::optional<std::pair<Height, std::uint32_t>>,
            const Visitor&) const override {}
};

class Answers : public testing::Test {
 protected:
  Answers() : keys_(demo::test_keys()), cast_(keys_), chain_(cast_, demo::kLatest) {
    auto stages = demo::plan_loading(demo::all_extracts(), cast_, {200}, demo::kLatest);
    const auto announced = after(demo::kLatest, kHourMs);
    for (auto& stage : demo::plan_contests(cast_, 1, announced)) stages.push_back(std::move(stage));
    for (const auto& stage : stages) {
      const auto at = stage.at > 0 ? after(announced, stage.at) : TimeMs{};
      for (const auto& one : stage.transactions) EXPECT_TRUE(chain_.run({&one}, at).empty()) << one.about;
    }
  }

  JsonValue answer(std::string_view query, const JsonValue& parameters) {
    const auto result = chain_.processor().query(query, parameters, {chain_.state(), events_, chain_.tip()});
    EXPECT_TRUE(result) << query << ": " << (result ? "" : result.error().message);
    return result ? *result : JsonValue();
  }

  demo::DemoKeys keys_;
  demo::Cast cast_;
  demo::MemoryChain chain_;
  NoEvents events_;
};

JsonValue with(const std::string& name, const std::string& value) {
  return JsonValue().set(name, JsonValue(value));
}

TEST_F(Answers, HaveAKindForEveryField) {
  const auto course = first_key(chain_, "courses");
  const auto fund = first_key(chain_, "funds");
  const auto account = cast_.address("entrant-1").text();
  const auto contributor = first_key(chain_, "points");
  const std::map<std::string_view, JsonValue> asked{
      {"account.show", with("account", account)},
      {"account.statement", with("book", "pool/commons")},
      {"account.tier", with("account", account)},
      {"access.check",
       with("account", account).set("kind", JsonValue("course")).set("resource", JsonValue(course))},
      {"course.show", with("slug", course)},
      {"course.payouts", with("slug", "8324-javascript-for-beginners")},
      {"payout.explain", with("course", "8324-javascript-for-beginners").set("number", JsonValue("1"))},
      {"contest.show", with("contest", first_key(chain_, "contests"))},
      {"fund.show", with("fund", fund)},
      {"grant.show", with("fund", fund).set("grant", JsonValue("1"))},
      {"project.show", with("project", first_key(chain_, "projects"))},
      {"points.of", with("account", contributor)},
      {"honour.of", with("account", account)},
      {"proposal.list", JsonValue(JsonValue::Object{})},
      {"member.count", JsonValue(JsonValue::Object{})}};
  for (const auto& [query, parameters] : asked) {
    std::vector<std::string> unknown;
    find_unknown(answer(query, parameters), answer_schema(query), std::string(query), unknown);
    EXPECT_EQ(unknown, std::vector<std::string>{});
  }
}

TEST(AnswerSchemas, AreThereForEveryQuery) {
  for (const auto& module : contract_kinds().registry().modules()) {
    for (const auto& query : module.queries) EXPECT_NE(answer_schema(query.name), nullptr) << query.name;
  }
  EXPECT_EQ(answer_schema("no.such"), nullptr);
}

}  // namespace
}  // namespace kula::cli
