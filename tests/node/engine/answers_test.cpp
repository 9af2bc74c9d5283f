#include "node/engine/answers.h"

#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using api::ProblemCode;

// Three blocks with one transaction each, of person 0.
void fill(World& world) {
  world.start();
  for (std::uint64_t nonce = 0; nonce < 3; ++nonce) {
    world.submit(world.make(0, nonce, add(10)));
    world.run_for(100);
  }
  ASSERT_EQ(world.chain().tip().height, Height{3});
}

TEST(Answers, NameTheHeightThatIsNotReached) {
  World world;
  fill(world);
  const auto block = world.engine().answers().block(Height{4});
  ASSERT_FALSE(block);
  EXPECT_EQ(block.error().code, ProblemCode::height_not_reached);
  EXPECT_FALSE(world.engine().answers().query("account.show", {}, Height{9}));
}

TEST(Answers, FindNoCertificateOfTheGenesisBlock) {
  World world;
  fill(world);
  const auto none = world.engine().answers().certificate(Height{0});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ProblemCode::not_found);
  EXPECT_TRUE(world.engine().answers().certificate(std::nullopt));
}

TEST(Answers, RefuseACursorThatIsNotOfTheList) {
  World world;
  fill(world);
  const auto& answers = world.engine().answers();
  for (const std::string cursor : {"", "7", "3.xyz", "x.00", "3."}) {
    const auto page = answers.page("accounts", {}, Height{2}, 2, cursor);
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().code, ProblemCode::bad_request);
  }
}

TEST(Answers, RefuseUnknownTablesQueriesAndKeys) {
  World world;
  fill(world);
  const auto& answers = world.engine().answers();
  EXPECT_EQ(answers.page("nothing", {}, std::nullopt, 2, std::nullopt).error().code, ProblemCode::not_found);
  EXPECT_EQ(answers.row("accounts", {"nobody"}, std::nullopt, false).error().code, ProblemCode::bad_request);
  EXPECT_EQ(answers.query("nothing", {}, std::nullopt).error().code, ProblemCode::not_found);
  types::Address nobody;
  EXPECT_EQ(answers.row("accounts", {nobody.text()}, std::nullopt, false).error().code,
            ProblemCode::not_found);
  EXPECT_EQ(answers.account(nobody).error().code, ProblemCode::not_found);
}

TEST(Answers, KeepPagesOfOneHeightApartFromLaterBlocks) {
  World world(5);
  fill(world);
  const auto& answers = world.engine().answers();
  std::vector<std::string> keys;
  std::optional<std::string> cursor;
  std::size_t pages = 0;
  do {
    const auto page = answers.page("accounts", {}, std::nullopt, 2, cursor);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->height, pages == 0 ? world.chain().tip().height : Height{3});
    for (const auto& row : page->rows) keys.emplace_back(row.string_at("key"));
    cursor = page->next;
    ++pages;
    world.submit(world.make(1, pages - 1, add(1)));
    world.run_for(100);
  } while (cursor);
  EXPECT_EQ(pages, 3u);
  EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 5u);
  EXPECT_EQ(keys.size(), 5u);
}

TEST(Answers, ReadEarlierHeights) {
  World world;
  fill(world);
  codec::JsonValue parameters;
  parameters.set("account", codec::JsonValue(world.address(0).text()));
  for (std::uint64_t height = 0; height <= 3; ++height) {
    const auto answer = world.engine().answers().query("account.show", parameters, Height{height});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->height, Height{height});
    EXPECT_EQ(answer->answer.find("counter")->as_number()->text, std::to_string(10 * height));
    const auto events = world.engine().answers().query("events", {}, Height{height});
    ASSERT_TRUE(events);
    EXPECT_EQ(events->answer.find("count")->as_number()->text, std::to_string(height));
  }
}

TEST(Answers, ProveARowAndItsAbsenceUnderOneHeader) {
  World world;
  fill(world);
  const auto& answers = world.engine().answers();
  const auto there = answers.row("accounts", {world.address(0).text()}, Height{2}, true);
  ASSERT_TRUE(there && there->proof && there->proof->value);
  const auto& proof = *there->proof;
  EXPECT_EQ(proof.header.height, Height{2});
  const auto table = static_cast<std::uint16_t>((proof.key[0] << 8) | proof.key[1]);
  const auto key = types::state_key_hash(table, ByteView(proof.key).subspan(2));
  EXPECT_TRUE(types::verify_inclusion(proof.header.state_root, key, types::state_value_hash(*proof.value),
                                      proof.proof));
  EXPECT_TRUE(types::verify(proof.finality, proof.header, world.chain().validator_set()));

  types::Address nobody;
  const auto absent = answers.row("accounts", {nobody.text()}, Height{2}, true);
  ASSERT_TRUE(absent && absent->proof);
  EXPECT_TRUE(absent->row.is_null());
  EXPECT_FALSE(absent->proof->value);
  const auto absent_key = types::state_key_hash(table, nobody.raw.view());
  EXPECT_TRUE(types::verify_absence(absent->proof->header.state_root, absent_key, absent->proof->proof));
}

TEST(Answers, ShowBlocksWithTheirTransactionsAndReceipts) {
  World world;
  fill(world);
  const auto& answers = world.engine().answers();
  const auto block = answers.block(Height{2});
  const auto receipts = answers.receipts(Height{2});
  ASSERT_TRUE(block && receipts);
  ASSERT_EQ(block->transactions.size(), 1u);
  EXPECT_EQ(block->id, types::id_of(block->header));
  EXPECT_EQ(block->transactions[0].nonce, 1u);
  EXPECT_EQ(block->transactions[0].code_name, "accepted");
  EXPECT_TRUE(types::Transaction::parse(block->transactions[0].bytes));
  ASSERT_EQ(receipts->transactions.size(), 1u);
  EXPECT_EQ(receipts->transactions[0].transaction, block->transactions[0].id);
  EXPECT_EQ(receipts->transactions[0].events.at(0).cursor, "2.0");
}

TEST(Answers, ReadATransactionFromJsonInBothForms) {
  World world;
  fill(world);
  const auto signed_transaction = world.make(0, 3, add(7));
  const auto& answers = world.engine().answers();
  const auto json = [&](const std::string& action, const std::string& signatures) {
    const auto& payload = signed_transaction->payload();
    return *codec::parse_json("{\"payload\":{\"version\":1,\"chain_id\":\"" + payload.chain_id.text() +
                              "\",\"sender\":\"" + payload.sender.text() +
                              "\",\"nonce\":\"3\",\"expires_at\":\"" + payload.expires_at.text() +
                              "\",\"actions\":[" + action + "]}" + signatures + "}");
  };
  const std::string signatures = ",\"signatures\":[{\"key_index\":0,\"signature\":\"" +
                                 signed_transaction->signatures()[0].signature.text() + "\"}]";
  const auto raw =
      answers.transaction_from_json(json("{\"kind\":1,\"body\":\"0700000000000000\"}", signatures), true);
  const auto readable =
      answers.transaction_from_json(json("{\"kind\":\"add\",\"amount\":\"7\"}", signatures), true);
  ASSERT_TRUE(raw && readable);
  EXPECT_EQ((*raw)->id(), signed_transaction->id());
  EXPECT_EQ((*readable)->id(), signed_transaction->id());
  EXPECT_FALSE(answers.transaction_from_json(json("{\"kind\":\"add\",\"amount\":\"7\"}", ""), true));
  EXPECT_TRUE(answers.transaction_from_json(json("{\"kind\":\"add\",\"amount\":\"7\"}", ""), false));
  EXPECT_FALSE(answers.transaction_from_json(json("{\"kind\":\"steal\"}", signatures), true));
  EXPECT_FALSE(answers.transaction_from_json(*codec::parse_json("[]"), true));
}

TEST(Answers, GiveADigestThatFollowsTheState) {
  World world;
  fill(world);
  const auto before = world.engine().answers().digest();
  EXPECT_EQ(before.rows, 5u);
  world.submit(world.make(0, 3, add(1)));
  world.run_for(100);
  EXPECT_NE(world.engine().answers().digest().digest, before.digest);
}

}  // namespace
}  // namespace kula::tests
