// Every route over a real socket, against a toy node.
#include "ledger/codec/json_value.h"
#include "tests/node/io/http_fixture.h"

namespace kula::io {
namespace {

codec::JsonValue body_of(const std::string& response) {
  const auto start = response.find("\r\n\r\n");
  if (start == std::string::npos) return {};
  auto text = response.substr(start + 4);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto json = codec::parse_json(text);
  EXPECT_TRUE(json) << response;
  return json ? *json : codec::JsonValue();
}

std::string text_of(ByteView bytes) { return std::string(as_text(bytes)); }

TEST_F(HttpTest, NamesTheRightMethod) {
  const auto response = get("/v1/simulate");
  EXPECT_TRUE(has_status(response, 405));
  EXPECT_NE(response.find("Allow: POST\r\n"), std::string::npos);
  EXPECT_EQ(body_of(response).string_at("code"), "method_not_allowed");
}

TEST_F(HttpTest, ExplainsErrorsAsProblemDetails) {
  const auto response = get("/v1/blocks/77");
  EXPECT_TRUE(has_status(response, 404));
  EXPECT_NE(response.find("Content-Type: application/problem+json\r\n"), std::string::npos);
  const auto problem = body_of(response);
  EXPECT_EQ(problem.string_at("type"), "about:blank");
  EXPECT_EQ(problem.string_at("code"), "height_not_reached");
  EXPECT_EQ(problem.find("status")->as_number()->text, "404");
  EXPECT_FALSE(problem.string_at("detail").empty());
}

TEST_F(HttpTest, RefusesParametersThatItDoesNotKnow) {
  EXPECT_TRUE(has_status(get("/v1/tables/accounts?limits=5"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/accounts?limit=0"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/accounts?limit=1001"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/accounts?limit=1e2"), 400));
  EXPECT_TRUE(has_status(post("/v1/transactions?wait=ever", "application/octet-stream", "x"), 400));
}

TEST_F(HttpTest, RefusesBytesThatAreNoTransaction) {
  const auto response = post("/v1/transactions", "application/octet-stream", "not a transaction");
  EXPECT_TRUE(has_status(response, 422));
  EXPECT_EQ(body_of(response).string_at("code"), "malformed");
  EXPECT_TRUE(has_status(post("/v1/transactions", "text/plain", "x"), 400));
  EXPECT_TRUE(has_status(post("/v1/transactions", "application/json", "{\"payload\":1,\"payload\":2}"), 400));
  EXPECT_TRUE(has_status(post("/v1/transactions/batch", "application/octet-stream", "xx"), 422));
}

TEST_F(HttpTest, AdvancesOnlyADevelopmentNetworksClock) {
  EXPECT_TRUE(has_status(post("/v1/dev/advance", "application/json", "{\"ms\":\"-1\"}"), 400));
  EXPECT_TRUE(has_status(post("/v1/dev/advance", "application/json", "{\"minutes\":\"1\"}"), 400));
  EXPECT_TRUE(
      has_status(post("/v1/dev/advance", "application/json", "{\"ms\":\"999999999999999999\"}"), 400));
  EXPECT_TRUE(has_status(post("/v1/dev/advance", "application/json", "{\"to\":\"soon\"}"), 400));
  EXPECT_TRUE(has_status(post("/v1/dev/advance", "application/json", "{\"to\":\"1\",\"ms\":\"1\"}"), 400));
}

TEST_F(HttpTest, PartitionsOnlyByRegisteredNamesAndOnlyWithPeers) {
  const auto partition = [&](const std::string& body) {
    return post("/v1/dev/partition", "application/json", body);
  };
  EXPECT_TRUE(has_status(partition("{\"peers\":\"beta\"}"), 400));
  EXPECT_TRUE(has_status(partition("{\"peers\":[1]}"), 400));
  EXPECT_TRUE(has_status(partition("{\"peers\":[],\"more\":[]}"), 400));
  EXPECT_TRUE(has_status(partition("[]"), 400));
  const auto alone = partition("{\"peers\":[]}");
  EXPECT_TRUE(has_status(alone, 400));
  EXPECT_NE(alone.find("tls.key"), std::string::npos);
}

TEST_F(HttpTest, MovesTheClockToAnAbsoluteTimeOnceHoweverOftenItIsAsked) {
  const auto offset = [&](const std::string& body) {
    const auto response = post("/v1/dev/advance", "application/json", body);
    EXPECT_TRUE(has_status(response, 200)) << response;
    return parse_u64(body_of(response).string_at("advanced_ms")).value_or(0);
  };
  EXPECT_EQ(offset("{\"to\":\"1\"}"), 0u);  // long past
  const auto now = parse_u64(body_of(get("/v1/status")).string_at("now")).value_or(0);
  const auto body = "{\"to\":\"" + std::to_string(now + 8 * kDayMs) + "\"}";
  const auto moved = offset(body);
  EXPECT_GT(moved, 7 * kDayMs);
  EXPECT_EQ(offset(body), moved);
  EXPECT_EQ(offset("{\"ms\":\"5\"}"), moved + 5);
}

TEST_F(HttpTest, TakesATransactionToItsFinalBlock) {
  const auto transaction = world_.make(0, 0, tests::add(5));
  const auto response = post("/v1/transactions?wait=final&timeout_ms=5000", "application/octet-stream",
                             text_of(transaction->bytes()));
  ASSERT_TRUE(has_status(response, 200)) << response;
  const auto body = body_of(response);
  EXPECT_EQ(body.find("transaction")->string_at("status"), "final");
  EXPECT_EQ(body.find("transaction")->string_at("height"), "1");
  const auto again = post("/v1/transactions", "application/octet-stream", text_of(transaction->bytes()));
  ASSERT_TRUE(has_status(again, 200));
  EXPECT_EQ(
      body_of(again).find("duplicate")->as_bool() != nullptr && *body_of(again).find("duplicate")->as_bool(),
      true);
  EXPECT_EQ(body_of(get("/v1/transactions/" + transaction->id().text())).string_at("status"), "final");
  EXPECT_EQ(body_of(get("/v1/transactions/" + std::string(64, '0'))).string_at("status"), "unknown");
  EXPECT_TRUE(has_status(get("/v1/transactions/xyz"), 400));

  EXPECT_EQ(body_of(get("/v1/status")).string_at("height"), "1");
  EXPECT_EQ(body_of(get("/v1/blocks/tip")).find("transactions")->as_array()->size(), 1u);
  EXPECT_EQ(body_of(get("/v1/blocks/1/header")).find("header")->string_at("height"), "1");
  EXPECT_NE(body_of(get("/v1/blocks/1/certificate")).find("finalization"), nullptr);
  EXPECT_EQ(body_of(get("/v1/blocks/1/receipts")).find("transactions")->as_array()->size(), 1u);
  EXPECT_NE(get("/metrics").find("\nkula_transactions_final_total 1\n"), std::string::npos);
}

TEST_F(HttpTest, ReportsEachItemOfABatch) {
  const auto first = world_.make(0, 0, tests::add(5));
  const auto second = world_.make(1, 0, tests::refuse());
  const auto batch = api::encode_batch({first->bytes(), second->bytes(), as_bytes("junk")});
  const auto response = post("/v1/transactions/batch?wait=final", "application/octet-stream", text_of(batch));
  ASSERT_TRUE(has_status(response, 200)) << response;
  const auto body = body_of(response);
  const auto& items = *body.find("items")->as_array();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0].string_at("outcome"), "final");
  EXPECT_EQ(items[1].string_at("outcome"), "rejected");
  EXPECT_EQ(items[1].string_at("code_name"), "toy_refused");
  EXPECT_EQ(items[2].string_at("outcome"), "refused");
}

TEST_F(HttpTest, AnswersAboutTheState) {
  const auto address = world_.address(0).text();
  EXPECT_EQ(body_of(get("/v1/accounts/" + address)).string_at("next_nonce"), "0");
  EXPECT_FALSE(body_of(get("/v1/accounts/" + address)).find("account")->is_null());
  EXPECT_TRUE(has_status(get("/v1/accounts/kula1nobody"), 400));
  EXPECT_EQ(body_of(get("/v1/query/account.show?account=" + address))
                .find("answer")
                ->find("counter")
                ->as_number()
                ->text,
            "0");
  EXPECT_TRUE(has_status(get("/v1/query/nothing"), 404));
  const auto page = body_of(get("/v1/tables/accounts?limit=3"));
  EXPECT_EQ(page.find("rows")->as_array()->size(), 3u);
  const auto next = body_of(get("/v1/tables/accounts?limit=3&cursor=" + std::string(page.string_at("next"))));
  EXPECT_EQ(next.find("rows")->as_array()->size(), 1u);
  EXPECT_TRUE(next.find("next")->is_null());
  EXPECT_NE(body_of(get("/v1/tables/accounts/" + address)).find("row"), nullptr);
  EXPECT_TRUE(has_status(get("/v1/schema"), 200));
  EXPECT_NE(body_of(get("/v1/queries")).find("queries"), nullptr);
  EXPECT_EQ(body_of(get("/v1/digest")).string_at("rows"), "5");
}

TEST_F(HttpTest, SimulatesWithoutASignature) {
  auto value = world_.make(0, 0, tests::add(5))->value();
  value.signatures.clear();
  const auto unsigned_transaction = *types::Transaction::from(std::move(value));
  const auto response =
      post("/v1/simulate", "application/octet-stream", text_of(unsigned_transaction.bytes()));
  ASSERT_TRUE(has_status(response, 200)) << response;
  EXPECT_EQ(body_of(response).string_at("code_name"), "accepted");
  EXPECT_EQ(body_of(get("/v1/status")).string_at("height"), "0");
}

TEST_F(HttpTest, TellsOverseersHowItIs) {
  EXPECT_TRUE(has_status(get("/livez"), 200));
  EXPECT_TRUE(has_status(get("/readyz"), 200));
  world_.engine().stop();
  EXPECT_TRUE(has_status(get("/livez"), 200));
  EXPECT_TRUE(has_status(get("/readyz"), 503));
}

TEST(Metrics, KeepTheirNames) {
  const std::vector<std::string> names{
      "kula_height",
      "kula_blocks_committed_total",
      "kula_transactions_final_total",
      "kula_transactions_rejected_total",
      "kula_transactions_submitted_total",
      "kula_transactions_refused_total",
      "kula_signatures_requested_total",
      "kula_signatures_in_blocks_total",
      "kula_pool_transactions",
      "kula_pool_waiting_transactions",
      "kula_intake_transactions",
      "kula_pool_bytes",
      "kula_record_writes_total",
      "kula_tip_time_milliseconds",
      "kula_peers",
      "kula_epoch",
      "kula_view",
      "kula_final_view",
      "kula_sync_height",
      "kula_pool_oldest_milliseconds",
      "kula_gossip_transactions_total",
      "kula_gossip_dropped_total",
      "kula_body_requests_total",
      "kula_block_requests_total",
      "kula_range_requests_total",
      "kula_consensus_messages_verified_total",
      "kula_consensus_messages_skipped_total",
      "kula_peers_punished_total",
      "kula_snapshot_height",
      "kula_snapshot_chunks_served_total",
      "kula_snapshot_chunks_received_total",
      "kula_evidence_total",
      "kula_cpu_network_microseconds_total",
      "kula_cpu_engine_microseconds_total",
      "kula_cpu_execute_microseconds_total",
      "kula_cpu_tree_microseconds_total",
      "kula_cpu_commit_microseconds_total",
  };
  const auto text = engine::Metrics{}.text();
  for (const auto& name : names) EXPECT_EQ(count(text, "\n" + name + " 0\n"), 1u) << name;
  EXPECT_EQ(count(text, "# TYPE "), names.size());
}

}  // namespace
}  // namespace kula::io
