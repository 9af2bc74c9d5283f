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
    const auto all_lived = run_seeds(
        {4, 11, jobs, false, made_up},
        [&](const auto& result) { EXPECT_TRUE(told.emplace(result.seed, result).second); },
        [](const auto&) {});
    EXPECT_TRUE(all_lived);
    ASSERT_EQ(told.size(), 11u);
    for (std::uint64_t seed = 4; seed < 15; ++seed) {
      EXPECT_EQ(told[seed].events, 10 * seed);
      EXPECT_EQ(told[seed].is_faulty, seed == 7);
    }
  }
}

TEST(ManySeeds, OneThatEndsItsProcessIsAFaultAndOtherProcessesGoOn) {
  std::set<std::uint64_t> told;
  testing::internal::CaptureStdout();
  const auto all_lived = run_seeds(
      {1, 10, 2, false,
       [](std::uint64_t seed, bool verbose) {
         if (seed == 5) ::_exit(3);
         return made_up(seed, verbose);
       }},
      [&](const auto& result) { told.insert(result.seed); }, [](const auto&) {});
  EXPECT_FALSE(all_lived);
  EXPECT_EQ(told, (std::set<std::uint64_t>{1, 2, 3, 4, 6, 8, 10}));
  EXPECT_NE(testing::internal::GetCapturedStdout().find("seed 5 ended"), std::string::npos);
}

}  // namespace
}  // namespace kula::sim
