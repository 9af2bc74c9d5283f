#include "tests/sim/many_seeds.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace kula::sim {
namespace {

RunReport made_up(std::uint64_t seed, bool) {
  RunReport report;
  report.seed = seed;
  report.events = 10 * seed;
  if (seed == 7) report.faults = {"seven"};
  return report;
}

TEST(ManySeeds, AreToldOnceEachHoweverManyProcessesRunThem) {
  for (const std::uint64_t jobs : {1u, 2u, 3u, 20u}) {
    std::map<std::uint64_t, SeedResult> told;
    run_seeds(
        {4, 11, jobs, false, made_up},
        [&](const auto& result) { EXPECT_TRUE(told.emplace(result.seed, result).second); },
        [](const auto&) {}, [](std::uint64_t seed) { ADD_FAILURE() << seed << " died"; });
    ASSERT_EQ(told.size(), 11u);
    for (std::uint64_t seed = 4; seed < 15; ++seed) {
      EXPECT_EQ(told[seed].events, 10 * seed);
      EXPECT_EQ(told[seed].is_faulty, seed == 7);
    }
  }
}

TEST(ManySeeds, OneThatEndsItsProcessIsToldAndAllOthersAreRun) {
  std::set<std::uint64_t> told;
  std::set<std::uint64_t> dead;
  const auto run = [](std::uint64_t seed, bool verbose) {
    if (seed == 5 || seed == 7 || seed == 10) ::_exit(3);
    return made_up(seed, verbose);
  };
  run_seeds(
      {1, 10, 2, false, run}, [&](const auto& result) { told.insert(result.seed); }, [](const auto&) {},
      [&](std::uint64_t seed) { dead.insert(seed); });
  EXPECT_EQ(told, (std::set<std::uint64_t>{1, 2, 3, 4, 6, 8, 9}));
  EXPECT_EQ(dead, (std::set<std::uint64_t>{5, 7, 10}));
}

}  // namespace
}  // namespace kula::sim
