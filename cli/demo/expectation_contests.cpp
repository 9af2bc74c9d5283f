// On purpose nothing of plan*.cpp is used here, nor the contracts' arithmetic: see README.md for the rules.
#include <algorithm>
#include <array>

#include "cli/demo/expectation.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

constexpr std::uint64_t kOrganisersCredits = 500'000;
constexpr unsigned kFewestJudges = 2;

struct Prize {
  std::uint64_t amount = 0;
  std::uint64_t points = 0;
};
struct Rules {
  const char* name;
  unsigned entrants;
  unsigned judges;
  std::vector<Prize> prizes;
};

// All judges score all entries, so whose mean is higher has the higher sum.
std::uint64_t sum_of_scores(const Rules& rules, unsigned entry) {
  std::uint64_t sum = 0;
  for (unsigned judge = 1; judge <= rules.judges; ++judge) {
    const auto hash = crypto::sha256(
        as_bytes("judge-" + std::to_string(judge) + " on " + std::to_string(entry) + " of " + rules.name));
    sum += 80 + hash.bytes[0] % 60 + hash.bytes[1] % 60;
  }
  return sum;
}

ContestResult result_of(const Rules& rules) {
  ContestResult result{rules.name, rules.judges < kFewestJudges, {}};
  if (result.called_off) return result;
  std::vector<unsigned> ranking;
  for (unsigned entry = 1; entry <= rules.entrants; ++entry) ranking.push_back(entry);
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](unsigned a, unsigned b) { return sum_of_scores(rules, a) > sum_of_scores(rules, b); });
  for (std::size_t i = 0; i < rules.prizes.size(); ++i) {
    result.winners.push_back(
        {"entrant-" + std::to_string(ranking[i]), rules.prizes[i].amount, rules.prizes[i].points});
  }
  return result;
}

}  // namespace

void expect_contests(Expectation& expectation) {
  const std::array<Rules, 3> all{{{"translate-a-course", 8, 3, {{50'000, 0}, {30'000, 0}, {10'000, 0}}},
                                  {"best-exercise", 5, 2, {{25'000, 50}, {0, 20}}},
                                  {"bug-of-the-month", 3, 1, {{20'000, 0}}}}};
  expectation.organiser_rest = kOrganisersCredits;
  for (const auto& rules : all) {
    for (unsigned entry = 1; entry <= rules.entrants; ++entry) {
      expectation.entrant_income["entrant-" + std::to_string(entry)] += 0;
      expectation.entrant_points["entrant-" + std::to_string(entry)] += 0;
    }
    expectation.contests.push_back(result_of(rules));
    for (const auto& winner : expectation.contests.back().winners) {
      expectation.entrant_income[winner.entrant] += winner.amount;
      expectation.entrant_points[winner.entrant] += winner.points;
      expectation.organiser_rest -= winner.amount;
    }
  }
}

}  // namespace kula::cli::demo
