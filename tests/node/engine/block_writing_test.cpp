// What is said and done while a final block is being written.
#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using api::TransactionState;
using api::Wait;

TEST(BlockWriting, TellsNobodyFinalBeforeItHasEnded) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto transaction = world.make(0, 0, add(5));
  const auto submitted = world.submit(transaction, Wait::final, 60'000);
  world.run_for(5'000);
  EXPECT_FALSE(submitted->result.has_value());
  EXPECT_EQ(world.status_of(transaction), TransactionState::pending);
  EXPECT_EQ(world.chain().tip().height, Height{0});
  EXPECT_EQ(world.counter(0), 0u);
  world.hold_disk(false);
  world.run_for(1);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::final);
  EXPECT_EQ(world.counter(0), 5u);
}

TEST(BlockWriting, GoesOnWhileTheNextBlockIsExecutedWhichThenWaitsForIt) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto first = world.submit(world.make(0, 0, add(1)), Wait::final, 60'000);
  world.run_for(50);
  const auto second = world.submit(world.make(0, 1, add(2)), Wait::final, 60'000);
  world.run_for(50);
  EXPECT_TRUE(first->result.has_value()) << "the second is final: its block needs the disk";
  EXPECT_FALSE(second->result.has_value());
  EXPECT_EQ(world.chain().tip().height, Height{1});
  world.hold_disk(false);
  world.run_for(1);
  ASSERT_TRUE(second->result && second->result->has_value());
  EXPECT_EQ((*second->result)->transaction.height, Height{2});
  EXPECT_EQ(world.counter(0), 3u);
}

TEST(BlockWriting, PutsNothingIntoTheNextBlockThatStandsInThisOne) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto early = world.make(0, 0, add(1));
  static_cast<void>(world.submit(early, Wait::none));
  world.run_for(50);
  const auto again = world.submit(early, Wait::final, 60'000);
  const auto late = world.make(1, 0, add(2));
  static_cast<void>(world.submit(late, Wait::none));
  world.run_for(50);
  world.hold_disk(false);
  world.run_for(50);
  EXPECT_EQ(world.order(), (std::vector{early->id(), late->id()}));
  ASSERT_TRUE(again->result && again->result->has_value());
  EXPECT_EQ((*again->result)->transaction.status, TransactionState::final);
  EXPECT_EQ((*again->result)->transaction.height, Height{1});
}

// R3: the pool still has what stands in that block, which says nothing of how full the next one is.
TEST(BlockWriting, IsNoReasonNotToWaitForWhatIsBeingVerified) {
  constexpr std::size_t kLarge = 60'000;
  World world(5);
  world.start();
  world.hold_disk(true);
  for (std::size_t person = 0; person < 4; ++person) {
    for (std::uint64_t nonce = 0; nonce < engine::kMaxPooledPerSender; ++nonce)
      static_cast<void>(world.submit(world.make(person, nonce, {99, Bytes(kLarge)}), Wait::none));
  }
  world.run_for(50);
  const auto votes = world.votes().size();
  ASSERT_GT(votes, 0u);
  ASSERT_EQ(world.chain().tip().height, Height{0});
  world.hold_verifier(true, 8);
  for (std::uint64_t nonce = 0; nonce < 10; ++nonce)
    static_cast<void>(world.submit(world.make(4, nonce, {99, Bytes(kLarge)}), Wait::none));
  world.run_for(kWorldTiming.base_delta_ms - 1);
  EXPECT_EQ(world.votes().size(), votes) << "two more are being verified, and it did not wait for them";
  world.run_for(2);
  EXPECT_GT(world.votes().size(), votes);
}

TEST(BlockWriting, IsNoReasonToCallExpiredWhatIsFinal) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto submitted = world.submit(world.make(0, 0, add(1), 500), Wait::final, 60'000);
  world.run_for(1'000);
  EXPECT_FALSE(submitted->result.has_value());
  world.hold_disk(false);
  world.run_for(1);
  ASSERT_TRUE(submitted->result && submitted->result->has_value());
  EXPECT_EQ((*submitted->result)->transaction.status, TransactionState::final);
}

TEST(BlockWriting, ThatFailsEndsTheNodeAndIsToldToNobody) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto submitted = world.submit(world.make(0, 0, add(1)), Wait::final, 60'000);
  world.run_for(50);
  world.disturb_write(0, Disturbance::lost);
  world.hold_disk(false);
  world.run_for(50);
  EXPECT_NE(world.failure().find("block 1 could not be stored"), std::string::npos) << world.failure();
  EXPECT_FALSE(submitted->result.has_value());
  EXPECT_EQ(world.chain().tip().height, Height{0});
}

TEST(BlockWriting, ThatACrashCutsShortIsDoneAfterTheRestart) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto transaction = world.make(0, 0, add(1));
  static_cast<void>(world.submit(transaction, Wait::none));
  world.run_for(50);
  world.kill();
  world.start();
  world.hold_disk(false);
  world.run_for(50);
  EXPECT_EQ(world.status_of(transaction), TransactionState::final);
  EXPECT_EQ(world.order(), std::vector{transaction->id()});
}

// The record forgets the votes and the body of a block that the ledger holds; not before.
TEST(BlockWriting, EndsBeforeTheRecordIsRewritten) {
  World world;
  world.record_rewrite_bytes = 1;
  world.start();
  world.hold_disk(true);
  const auto submitted = world.submit(world.make(0, 0, add(1)), Wait::final, 60'000);
  world.run_for(50);
  EXPECT_TRUE(submitted->result.has_value()) << "the rewriting waited for it";
  EXPECT_EQ(world.chain().tip().height, Height{1});
  world.kill();
  world.start();
  EXPECT_EQ(world.failure(), "");
  EXPECT_EQ(world.chain().tip().height, Height{1});
}

// Nothing is begun any more, but who waits is told.
TEST(BlockWriting, IsEndedWhileTheNodeStops) {
  World world;
  world.start();
  world.hold_disk(true);
  const auto submitted = world.submit(world.make(0, 0, add(1)), Wait::final, 60'000);
  world.run_for(50);
  world.engine().stop();
  world.hold_disk(false);
  world.run_for(1);
  EXPECT_TRUE(submitted->result.has_value());
  EXPECT_EQ(world.chain().tip().height, Height{1});
}

}  // namespace
}  // namespace kula::tests
