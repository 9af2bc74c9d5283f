#include "node/engine/admission.h"

#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using api::BatchOutcome;
using api::ProblemCode;
using api::TransactionState;
using api::Wait;

std::vector<types::TransactionId> ids_of(const types::TransactionList& list) {
  std::vector<types::TransactionId> ids;
  for (const auto& one : list) ids.push_back(one->id());
  return ids;
}

TEST(Admission, RefusesATransactionThatNoBlockMayHold) {
  World world;
  world.start();
  const auto expired = world.submit(world.make(0, 0, add(1), 0));
  const auto too_far = world.submit(world.make(0, 0, add(1), 25 * kHourMs));
  const auto badly_signed = world.submit(world.make_badly_signed(0, 0));
  const auto far_gap = world.submit(world.make(0, 16, add(1)));
  auto foreign = world.make(0, 0, add(1))->value();
  foreign.payload.chain_id.bytes[0] ^= 1;
  const auto other_chain =
      world.submit(std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(foreign))));
  auto strange = world.make(0, 0, add(1))->value();
  strange.payload.sender.raw.bytes[0] ^= 1;
  const auto stranger =
      world.submit(std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(strange))));
  world.run_for(200);
  const auto reason = [](const std::shared_ptr<World::Submitted>& submitted) {
    return submitted->result && !submitted->result->has_value() ? submitted->result->error().reason
                                                                : "accepted";
  };
  EXPECT_EQ(reason(expired), "expired");
  EXPECT_EQ(reason(too_far), "expiry_too_far");
  EXPECT_EQ(reason(badly_signed), "bad_signature");
  EXPECT_EQ(reason(far_gap), "nonce_gap");
  EXPECT_EQ(reason(other_chain), "wrong_chain");
  EXPECT_EQ(reason(stranger), "unknown_sender");
  EXPECT_EQ(world.chain().tip().height, Height{0});
}

TEST(Admission, TakesATransactionFromPendingToFinal) {
  World world;
  world.start();
  const auto transaction = world.make(0, 0, add(5));
  EXPECT_EQ(world.status_of(transaction), TransactionState::unknown);
  const auto submitted = world.submit(transaction, Wait::final);
  EXPECT_EQ(world.status_of(transaction), TransactionState::pending);
  EXPECT_FALSE(submitted->result.has_value());
  world.run_for(100);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  const auto& status = (*submitted->result)->transaction;
  EXPECT_EQ(status.status, TransactionState::final);
  EXPECT_EQ(status.height, Height{1});
  EXPECT_EQ(status.index, 0u);
  ASSERT_EQ(status.events.size(), 1u);
  EXPECT_EQ(status.events[0].cursor, "1.0");
  EXPECT_EQ(world.engine().transaction(transaction->id()).height, Height{1});
  EXPECT_EQ(world.counter(0), 5u);
}

TEST(Admission, ReportsARejectionWithItsCodeAndUsesTheNonce) {
  World world;
  world.start();
  const auto refused = world.submit(world.make(0, 0, refuse()), Wait::final);
  const auto next = world.submit(world.make(0, 1, add(2)), Wait::final);
  world.run_for(100);
  ASSERT_TRUE(refused->result && refused->result->has_value());
  EXPECT_EQ((*refused->result)->transaction.status, TransactionState::rejected);
  EXPECT_EQ((*refused->result)->transaction.code, kToyRefused);
  EXPECT_EQ((*refused->result)->transaction.code_name, "toy_refused");
  EXPECT_EQ((*refused->result)->transaction.advice, "Do not ask for it.");
  ASSERT_TRUE(next->result && next->result->has_value());
  EXPECT_EQ((*next->result)->transaction.status, TransactionState::final);
}

TEST(Admission, GivesATransactionSentAgainOneEffectAndItsStatus) {
  World world;
  world.start();
  const auto transaction = world.make(0, 0, add(5));
  const auto first = world.submit(transaction, Wait::final);
  const auto second = world.submit(transaction, Wait::final);
  world.run_for(100);
  const auto third = world.submit(transaction, Wait::final);
  for (const auto& one : {first, second, third}) {
    ASSERT_TRUE(one->result && one->result->has_value());
    EXPECT_EQ((*one->result)->transaction.status, TransactionState::final);
    EXPECT_EQ((*one->result)->transaction.height, Height{1});
  }
  EXPECT_FALSE((*first->result)->duplicate);
  EXPECT_TRUE((*second->result)->duplicate);
  EXPECT_TRUE((*third->result)->duplicate);
  EXPECT_EQ(world.counter(0), 5u);
  EXPECT_EQ(world.verified(), 1u);
}

TEST(Admission, RefusesAnotherTransactionWithAPendingNonce) {
  World world;
  world.start();
  const auto first = world.submit(world.make(0, 0, add(5)));
  const auto second = world.submit(world.make(0, 0, add(6)));
  world.run_for(100);
  EXPECT_TRUE(first->result && first->result->has_value());
  ASSERT_TRUE(second->result && !second->result->has_value());
  EXPECT_EQ(world.counter(0), 5u);
}

TEST(Admission, KeepsATransactionBehindANonceGapUntilTheGapIsFilled) {
  World world;
  world.start();
  const auto late = world.make(0, 1, add(10));
  const auto submitted = world.submit(late, Wait::final, 50'000);
  world.run_for(1'000);
  EXPECT_EQ(world.status_of(late), TransactionState::pending);
  EXPECT_EQ(world.chain().tip().height, Height{0});
  world.submit(world.make(0, 0, add(1)));
  world.run_for(100);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::final);
  EXPECT_EQ(world.counter(0), 11u);
}

TEST(Admission, DropsATransactionThatWaitsBehindAGapForTooLong) {
  World world;
  world.start();
  const auto late = world.make(0, 1, add(10));
  world.submit(late);
  world.run_for(engine::kMaxGapWaitMs + 1'000);
  const auto status = world.engine().transaction(late->id());
  EXPECT_EQ(status.status, TransactionState::unknown);
  EXPECT_EQ(status.code_name, "nonce_gap");
}

TEST(Admission, ReportsATransactionThatExpiredWhilePending) {
  World world;
  world.start();
  const auto late = world.make(0, 1, add(10), 5'000);
  const auto submitted = world.submit(late, Wait::final, 20'000);
  world.run_for(4'000);
  EXPECT_EQ(world.status_of(late), TransactionState::pending);
  world.run_for(2'000);
  EXPECT_EQ(world.status_of(late), TransactionState::expired);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::expired);
}

TEST(Admission, AnswersPendingWhenAWaitEnds) {
  World world;
  world.start();
  const auto submitted = world.submit(world.make(0, 1, add(10)), Wait::final, 1'000);
  world.run_for(900);
  EXPECT_FALSE(submitted->result.has_value());
  world.run_for(300);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::pending);
}

TEST(Admission, AnswersPendingAtOnceToOneTooManyWhoWaitForTheSame) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto transaction = world.make(0, 0, add(1));
  std::vector<std::shared_ptr<World::Submitted>> waiting;
  for (std::size_t i = 0; i < engine::kMaxWaitersOfOne; ++i)
    waiting.push_back(world.submit(transaction, Wait::final));
  world.run_for(1);
  for (const auto& one : waiting) EXPECT_FALSE(one->result.has_value());
  const auto last = world.submit(transaction, Wait::final);
  world.run_for(1);
  ASSERT_TRUE(last->result && last->result->has_value());
  EXPECT_EQ((*last->result)->transaction.status, TransactionState::pending);
  world.hold_disk(false);
  world.run_for(1);
  for (const auto& one : waiting) EXPECT_TRUE(one->result && one->result->has_value());
}

TEST(Admission, KeepsTheOrderOfSubmissionInBlocks) {
  World world;
  world.start();
  types::TransactionList sent;
  for (std::uint64_t nonce = 0; nonce < 5; ++nonce) {
    for (const std::size_t person : {2u, 0u, 3u, 1u}) sent.push_back(world.make(person, nonce, add(1)));
  }
  for (const auto& one : sent) world.submit(one);
  world.run_for(1'000);
  EXPECT_EQ(world.order(), ids_of(sent));
}

TEST(Admission, KeepsTheOrderOfABatchBeyondTheSendersLimit) {
  World world;
  world.start();
  types::TransactionList sent;
  for (std::uint64_t nonce = 0; nonce < 50; ++nonce) {
    sent.push_back(world.make(0, nonce, add(1)));
    if (nonce % 10 == 9) sent.push_back(world.make(1, nonce / 10, add(1)));
  }
  const auto batched = world.submit_batch(sent, Wait::final, 30'000);
  world.run_for(5'000);
  ASSERT_TRUE(batched->result && batched->result->has_value());
  for (const auto& item : (*batched->result)->items) EXPECT_EQ(item.outcome, BatchOutcome::final);
  EXPECT_EQ(world.order(), ids_of(sent));
  EXPECT_EQ(world.counter(0), 50u);
  EXPECT_EQ(world.verified(), sent.size());
}

TEST(Admission, StopsABatchThatDoesNotWaitAtTheSendersLimit) {
  World world;
  world.start();
  world.hold_verifier(true);
  types::TransactionList sent;
  for (std::uint64_t nonce = 0; nonce < 20; ++nonce) sent.push_back(world.make(0, nonce, add(1)));
  sent.push_back(world.make(1, 0, add(1)));
  const auto batched = world.submit_batch(sent, Wait::none);
  EXPECT_FALSE(batched->result.has_value());
  world.hold_verifier(false);
  world.run_for(0);
  ASSERT_TRUE(batched->result && batched->result->has_value());
  const auto& items = (*batched->result)->items;
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(items[i].outcome, BatchOutcome::pending) << i;
  for (std::size_t i = 16; i < items.size(); ++i) EXPECT_EQ(items[i].outcome, BatchOutcome::not_tried) << i;
}

TEST(Admission, ReportsEachItemOfABatch) {
  World world;
  world.start();
  const types::TransactionList sent{world.make(0, 0, add(1)), world.make_badly_signed(1, 0),
                                    world.make(2, 0, refuse()), world.make(0, 0, add(1))};
  const auto batched = world.submit_batch(sent, Wait::final);
  world.run_for(1'000);
  ASSERT_TRUE(batched->result && batched->result->has_value());
  const auto& items = (*batched->result)->items;
  EXPECT_EQ(items[0].outcome, BatchOutcome::final);
  EXPECT_EQ(items[0].height, Height{1});
  EXPECT_EQ(items[1].outcome, BatchOutcome::refused);
  EXPECT_EQ(items[1].reason, "bad_signature");
  EXPECT_EQ(items[2].outcome, BatchOutcome::rejected);
  EXPECT_EQ(items[2].code, kToyRefused);
  EXPECT_EQ(items[3].outcome, BatchOutcome::final);
}

TEST(Admission, RefusesABatchThatCannotBeRead) {
  World world;
  world.start();
  bool was_refused = false;
  world.engine().submit_batch(
      Bytes{1, 0, 0, 0, 9}, Wait::final, 1'000,
      [&](const Expected<api::BatchResult, api::Problem>& result) {
        was_refused = !result && result.error().code == ProblemCode::malformed;
      },
      world.now());
  EXPECT_TRUE(was_refused);
}

TEST(Admission, DropsWhatARotationOfKeysMadeInvalid) {
  World world;
  world.start();
  const auto rotated = world.submit(world.make(0, 0, rotate(world.auth(1))), Wait::final);
  const auto old_key = world.make(0, 1, add(7));
  const auto submitted = world.submit(old_key, Wait::final);
  world.run_for(1'000);
  ASSERT_TRUE(rotated->result && rotated->result->has_value());
  EXPECT_EQ((*rotated->result)->transaction.status, TransactionState::final);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::unknown);
  EXPECT_EQ((*submitted->result)->transaction.code_name, "bad_signature");
  EXPECT_EQ(world.counter(0), 0u);
}

TEST(Admission, VerifiesNoMoreBytesAtATimeThanItMayHold) {
  constexpr std::size_t kPeople = 20;
  World world(kPeople);
  world.start();
  world.hold_verifier(true);
  types::TransactionList sent;
  for (std::uint64_t nonce = 0; nonce < engine::kMaxPooledPerSender; ++nonce) {
    for (std::size_t person = 0; person < kPeople; ++person) {
      auto action = add(1);
      action.body.resize(60'000);
      sent.push_back(world.make(person, nonce, action));
    }
  }
  const auto half = sent.begin() + static_cast<std::ptrdiff_t>(sent.size() / 2);
  world.submit_batch({sent.begin(), half}, Wait::none);
  world.submit_batch({half, sent.end()}, Wait::none);
  const auto one = sent.front()->bytes().size();
  const auto intake = world.engine().metrics(world.now()).intake;
  EXPECT_GT(intake, 0u);
  EXPECT_LT(intake * one, engine::kMaxIntakeBytes + one);
  EXPECT_GT(sent.size() * one, engine::kMaxIntakeBytes + one);
}

}  // namespace
}  // namespace kula::tests
