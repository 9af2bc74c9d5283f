// Nothing is wrong: the ground that all scenarios stand on.
#include "tests/sim/directed.h"
#include "tests/sim/random_run.h"

namespace kula::sim {
namespace {

class CalmNetwork : public testing::TestWithParam<std::size_t> {};

TEST_P(CalmNetwork, MakesBlocksAndFallsQuiet) {
  Simulation simulation(calm(GetParam()));
  begin(simulation);
  const auto nullified = simulation.oracle().nullified_views();  // while the first connections were made
  simulation.run_for(5 * kSecond);
  EXPECT_GT(simulation.oracle().acknowledged().size(), 5u);
  EXPECT_EQ(simulation.oracle().nullified_views(), nullified) << "nobody was late";
  expect_good_end(simulation);
}

INSTANTIATE_TEST_SUITE_P(Sizes, CalmNetwork, testing::Values(1, 2, 3, 4, 5, 7));

TEST(CalmNetwork, AnObserverFollows) {
  auto options = calm(4);
  options.size.observers = 2;
  Simulation simulation(options);
  begin(simulation);
  expect_good_end(simulation);
}

TEST(Transcript, IsAFunctionOfTheSeed) {
  for (const std::uint64_t seed : {1u, 2u, 3u, 17u, 404u}) {
    const auto first = random_run(seed);
    const auto second = random_run(seed);
    EXPECT_EQ(first.transcript, second.transcript) << "seed " << seed;
    EXPECT_EQ(first.events, second.events) << "seed " << seed;
    EXPECT_GT(first.events, 100u);
  }
  EXPECT_NE(random_run(5).transcript, random_run(6).transcript);
}

TEST(RandomRun, FindsNothingInAFewSeeds) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto report = random_run(seed);
    for (const auto& fault : report.faults)
      ADD_FAILURE() << "seed " << seed << " (" << report.what << "): " << fault;
  }
}

}  // namespace
}  // namespace kula::sim
