#include "cli/outcome.h"

#include <gtest/gtest.h>

#include "cli/contract_kinds.h"
#include "ledger/codec/json.h"

namespace kula::cli {
namespace {

using codec::JsonValue;

types::Action publish(const std::string& licence) {
  JsonValue fields;
  fields.set("slug", JsonValue("notes")).set("title", JsonValue("Notes"));
  fields.set("content_hash", JsonValue(std::string(64, '1'))).set("uri", JsonValue("https://example.org"));
  fields.set("licence", JsonValue(licence)).set("min_tier", JsonValue::number(0));
  const auto* kind = contract_kinds().registry().action("resource.publish");
  return {kind->number, kind->from_json(fields).value()};
}

api::TransactionStatus rejected(const std::string& code, const std::string& advice) {
  api::TransactionStatus status;
  status.status = api::TransactionState::rejected;
  status.code_name = code;
  status.advice = advice;
  return status;
}

class Outcomes : public testing::Test {
 protected:
  Settings settings_;
};

TEST_F(Outcomes, OfARejectionSayWhyAndWhatNext) {
  const auto outcome =
      outcome_of(settings_, rejected("price_exceeded", "The price has risen; buy again."), {publish("MIT")});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().exit, ExitCode::rejected);
  EXPECT_EQ(outcome.error().cause, "resource.publish: The price has risen");
  EXPECT_EQ(outcome.error().next, "buy again.");
}

TEST_F(Outcomes, OfARejectionWithoutAReasonNameTheRule) {
  const auto outcome = outcome_of(settings_, rejected("zero_amount", "Use an amount above zero."));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().cause, "action 1 broke the rule zero_amount");
  EXPECT_EQ(outcome.error().next, "Use an amount above zero.");
}

TEST_F(Outcomes, OfALicenceThatIsNoneSayTheColumn) {
  const auto status = rejected("licence_syntax", "Write an SPDX expression.");
  auto outcome = outcome_of(settings_, status, {publish("MIT AND OR Apache-2.0")});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().cause, "column 9 of \"MIT AND OR Apache-2.0\": \"OR\" cannot stand here");
  outcome = outcome_of(settings_, status, {publish("MIT AND")});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().cause, "column 8 of \"MIT AND\": something is missing at the end");
}

TEST_F(Outcomes, OfADryRunDoNotSayThatAnythingWasRejected) {
  api::SimulateResult result;
  result.valid = true;
  result.code = 1;
  result.code_name = "zero_amount";
  const auto refused = report(settings_, ValueText(settings_, std::nullopt), result, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "the chain would reject the transaction: nothing was sent");
  result.valid = false;
  result.fault = "nonce_used";
  const auto faulty = report(settings_, ValueText(settings_, std::nullopt), result, {});
  ASSERT_FALSE(faulty);
  EXPECT_EQ(faulty.error().code, "nonce_used");
  EXPECT_EQ(faulty.error().next, "run it again");
}

TEST_F(Outcomes, OfATransactionThatAnotherOvertookSayToRunItAgain) {
  api::TransactionStatus status;
  status.status = api::TransactionState::unknown;
  status.code_name = "nonce_used";
  const auto outcome = outcome_of(settings_, status);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().exit, ExitCode::failed);
  EXPECT_EQ(outcome.error().next, "run it again");
}

}  // namespace
}  // namespace kula::cli
