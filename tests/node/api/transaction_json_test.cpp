#include "node/api/transaction_json.h"

#include <gtest/gtest.h>

#include "ledger/codec/json.h"

namespace kula::api {
namespace {

using codec::JsonValue;

Expected<types::Action, std::string> read_word(const JsonValue& json) {
  if (json.string_at("kind") == "say") return types::Action{7, to_bytes(as_bytes(json.string_at("word")))};
  return fail(std::string("no such action"));
}

// Kind 7 has a readable form, others have none.
JsonValue write_word(const types::Action& action) {
  JsonValue json;
  json.set("kind", action.kind == 7 ? "say" : "unknown");
  if (action.kind == 7) json.set("word", std::string(as_text(action.body))).set("fields", JsonValue());
  return json;
}

JsonValue json_of(const std::string& payload, const std::string& signatures = "[]") {
  return codec::parse_json("{\"payload\":" + payload + ",\"signatures\":" + signatures + "}").value();
}

std::string payload_with(const std::string& actions) {
  return "{\"version\":1,\"chain_id\":\"" + std::string(64, 'a') +
         "\",\"sender\":\"kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y\",\"nonce\":\"3\",\"expires_at\":\"9\","
         "\"actions\":" +
         actions + "}";
}

std::string fault_of(const JsonValue& json) {
  const auto transaction = transaction_from_json(json, read_word);
  return transaction ? "none" : transaction.error();
}

TEST(TransactionJson, SaysWhichMemberIsWrong) {
  EXPECT_EQ(fault_of(JsonValue(JsonValue::Array{})), "payload: must be an object");
  EXPECT_EQ(fault_of(json_of("\"text\"")), "payload: must be an object");
  EXPECT_EQ(fault_of(json_of(payload_with("[{\"kind\":\"steal\"}]"))), "payload.actions: no such action");
  EXPECT_EQ(fault_of(json_of("{\"version\":1}")).substr(0, 9), "payload: ");
  EXPECT_EQ(fault_of(json_of(payload_with("\"all\""))).substr(0, 16), "payload: actions");
  EXPECT_EQ(fault_of(json_of(payload_with("[]"), "[{\"key_index\":256}]")).substr(0, 12), "signatures: ");
}

TEST(TransactionJson, TakesActionsByNameAndByNumber) {
  const auto transaction = transaction_from_json(
      json_of(payload_with("[{\"kind\":\"say\",\"word\":\"hi\"},{\"kind\":7,\"body\":\"6869\"}]")),
      read_word);
  ASSERT_TRUE(transaction) << transaction.error();
  ASSERT_EQ(transaction->payload.actions.size(), 2u);
  EXPECT_EQ(transaction->payload.actions[0], transaction->payload.actions[1]);
  EXPECT_EQ(transaction->payload.nonce, 3u);
}

TEST(TransactionJson, OfOneThatNobodyHasSignedMayLeaveTheSignaturesOut) {
  const auto json = codec::parse_json("{\"payload\":" + payload_with("[]") + "}").value();
  const auto transaction = transaction_from_json(json, read_word);
  ASSERT_TRUE(transaction);
  EXPECT_TRUE(transaction->signatures.empty());
}

TEST(TransactionJson, IsReadAsItWasWrittenWhetherItsActionsHaveNamesOrNot) {
  auto transaction = transaction_from_json(
      json_of(payload_with("[{\"kind\":\"say\",\"word\":\"hi\"},{\"kind\":9,\"body\":\"00ff\"}]"),
              "[{\"key_index\":2,\"signature\":\"" + std::string(128, 'b') + "\"}]"),
      read_word);
  ASSERT_TRUE(transaction) << transaction.error();
  const auto json = transaction_to_json(*transaction, write_word);
  const auto& actions = *json.find("payload")->find("actions")->as_array();
  EXPECT_EQ(actions[0].string_at("kind"), "say");
  EXPECT_EQ(actions[1].string_at("body"), "00ff");
  const auto again = transaction_from_json(codec::parse_json(json.dump(2)).value(), read_word);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(types::id_of(again->payload), types::id_of(transaction->payload));
  ASSERT_EQ(again->signatures.size(), 1u);
  EXPECT_EQ(again->signatures[0].key_index, 2);
  EXPECT_EQ(again->signatures[0].signature, transaction->signatures[0].signature);
}

}  // namespace
}  // namespace kula::api
