#include "node/engine/engine.h"

#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using api::ProblemCode;

TEST(Engine, IsIdleWithoutWork) {
  World world(1, 60'000);
  world.start();
  world.run_for(10);
  const auto set = world.timers_set();
  world.run_for(50'000);
  EXPECT_EQ(world.chain().tip().height, Height{0});
  EXPECT_LE(world.timers_set() - set, 1 + 50'000 / engine::kIdleStatusMs);  // a status for who listens
}

TEST(Engine, MakesABlockWhenTheHeartbeatHasPassedAndNoSooner) {
  World world(1, 60'000);
  world.start();
  world.run_for(58'000);  // the toy world begins one second after its genesis
  EXPECT_EQ(world.chain().tip().height, Height{0});
  world.run_for(2'000);
  EXPECT_EQ(world.chain().tip().height, Height{1});
  world.run_for(58'000);
  EXPECT_EQ(world.chain().tip().height, Height{1});
  world.run_for(2'000);
  EXPECT_EQ(world.chain().tip().height, Height{2});
}

// R3.
TEST(Engine, PutsIntoOneBlockWhatIsVerifiedTogetherAndWaitsForNothingElse) {
  World world;
  world.start();
  for (std::uint64_t nonce = 0; nonce < 3; ++nonce) world.submit(world.make(0, nonce, add(1)));
  world.run_for(0);
  EXPECT_EQ(world.chain().tip().height, Height{1});
  EXPECT_EQ(world.counter(0), 3u);
  world.submit(world.make(0, 3, add(1)));
  world.run_for(0);
  EXPECT_EQ(world.chain().tip().height, Height{2});
}

TEST(Engine, WaitsForSignaturesThatAreBeingVerifiedOnlyAsLongAsALoneValidatorMay) {
  World world;
  world.start();
  world.hold_verifier(true, 1);
  world.submit(world.make(0, 0, add(1)));
  world.submit(world.make(1, 0, add(1)));
  world.run_for(kWorldTiming.base_delta_ms - 1);
  EXPECT_EQ(world.chain().tip().height, Height{0});
  world.run_for(1);
  EXPECT_EQ(world.chain().tip().height, Height{1});
  EXPECT_EQ(world.counter(0), 1u);
  world.hold_verifier(false);
  world.run_for(0);
  EXPECT_EQ(world.counter(1), 1u);
}

TEST(Engine, RunsDueWorkAtItsTime) {
  World world;
  world.start();
  world.submit(world.make(0, 0, later(TimeMs{kGenesisTime.value + 21'000})));
  world.run_for(1'000);
  EXPECT_EQ(world.chain().tip().height, Height{1});
  world.run_for(18'000);
  EXPECT_EQ(world.counter(0), 0u);
  world.run_for(2'000);
  EXPECT_EQ(world.counter(0), 1u);
  EXPECT_EQ(world.chain().tip().height, Height{2});
}

TEST(Engine, RunsDueWorkAtOnceWhenTheClockIsAdvanced) {
  World world(4, kDayMs * 365);
  world.start();
  world.submit(world.make(0, 0, later(TimeMs{kGenesisTime.value + 8 * kDayMs})));
  world.run_for(1'000);
  EXPECT_EQ(world.counter(0), 0u);
  world.jump_wall(9 * kDayMs);
  world.run_for(100);
  EXPECT_EQ(world.counter(0), 1u);
  EXPECT_GE(world.chain().tip().time, after(kGenesisTime, 9 * kDayMs));
}

TEST(Engine, SimulatesWithoutChangingAnything) {
  World world;
  world.start();
  const auto root = world.chain().tip().state_root;
  const auto good = world.engine().answers().simulate(world.make(0, 0, add(5)), world.now());
  const auto bad = world.engine().answers().simulate(world.make(0, 0, refuse()), world.now());
  const auto gap = world.engine().answers().simulate(world.make(0, 3, add(5)), world.now());
  ASSERT_TRUE(good && bad && gap);
  EXPECT_TRUE(good->valid);
  EXPECT_EQ(good->code_name, "accepted");
  EXPECT_EQ(good->events.size(), 1u);
  EXPECT_EQ(bad->code, kToyRefused);
  EXPECT_FALSE(gap->valid);
  EXPECT_EQ(gap->fault, "nonce_gap");
  EXPECT_EQ(world.chain().tip().state_root, root);
  EXPECT_EQ(world.counter(0), 0u);
}

TEST(Engine, CountsPendingTransactionsInTheNextNonce) {
  World world;
  world.start();
  world.hold_disk(true);
  world.submit(world.make(0, 0, add(1)));
  world.submit(world.make(0, 1, add(1)));
  world.run_for(0);
  const auto account = world.engine().answers().account(world.address(0));
  ASSERT_TRUE(account);
  EXPECT_EQ(account->nonce, 0u);
  EXPECT_EQ(account->next_nonce, 2u);
  const auto simulated = world.engine().answers().simulate(world.make(0, 2, add(1)), world.now());
  ASSERT_TRUE(simulated);
  EXPECT_TRUE(simulated->valid);
}

TEST(Engine, RefusesEverythingOnceItStops) {
  World world;
  world.start();
  world.engine().stop();
  const auto submitted = world.submit(world.make(0, 0, add(1)));
  ASSERT_TRUE(submitted->result && !submitted->result->has_value());
  EXPECT_EQ(submitted->result->error().code, ProblemCode::stopping);
  EXPECT_EQ(world.engine().status(world.now()).readiness, api::Readiness::stopping);
}

}  // namespace
}  // namespace kula::tests
