// The plan over the real contracts, in any order that a network may choose: a sender's transactions keep
// theirs, those of different senders none, but for what is final before more is sent.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <numeric>

#include "cli/demo/plan.h"
#include "tests/cli/demo/files.h"
#include "tests/cli/demo/memory_chain.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::cli::demo {
namespace {

constexpr TimeMs kBegin{1'795'000'000'000};

// Senders in another order; each one's transactions stay in theirs.
std::vector<const PlannedTransaction*> mixed(const std::vector<const PlannedTransaction*>& planned,
                                             tests::SeededRandom& random) {
  std::vector<std::size_t> places(planned.size());
  std::map<std::string, std::vector<std::size_t>> places_of;
  std::iota(places.begin(), places.end(), 0u);
  for (std::size_t i = places.size(); i > 1; --i) std::swap(places[i - 1], places[random.below(i)]);
  for (std::size_t i = 0; i < planned.size(); ++i) places_of[planned[i]->sender].push_back(places[i]);
  for (auto& [sender, own] : places_of) std::sort(own.rbegin(), own.rend());
  std::vector<const PlannedTransaction*> result(planned.size());
  for (const auto* one : planned) {
    result[places_of[one->sender].back()] = one;
    places_of[one->sender].pop_back();
  }
  return result;
}

// More than go through their steps together.
Input many_grants() {
  auto input = all_extracts();
  const auto rows = input.grants;
  while (input.grants.size() < 300) {
    auto row = rows[input.grants.size() % rows.size()];
    row.id += "-" + std::to_string(input.grants.size());
    input.grants.push_back(row);
  }
  return input;
}

TEST(PlanOrder, NothingIsRejectedWhateverOrderANetworkGivesToDifferentSenders) {
  const auto keys = test_keys();
  const Cast cast(keys);
  tests::SeededRandom random;
  MemoryChain chain(cast, kBegin);
  auto stages = plan_loading(many_grants(), cast, {200}, kBegin);
  const auto announced = after(kBegin, kHourMs);
  for (auto& stage : plan_contests(cast, 1, announced)) stages.push_back(std::move(stage));
  for (const auto& stage : stages) {
    const auto at = stage.at > 0 ? after(announced, stage.at) : TimeMs{};
    const auto groups = groups_of(stage);
    for (std::size_t from = 0; from < groups.size();) {
      std::vector<const PlannedTransaction*> together;
      for (const auto group = groups[from]; from < groups.size() && groups[from] == group; ++from)
        together.push_back(&stage.transactions[from]);
      EXPECT_EQ(chain.run(mixed(together, random), at), std::vector<std::string>{}) << stage.name;
    }
  }
}

}  // namespace
}  // namespace kula::cli::demo
