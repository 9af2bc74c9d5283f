// What a node keeps in memory does not grow with the views that pass (R14): all of it, wherever it is kept.
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

// The ledger keeps what changed in so many blocks, which an idle network fills too.
constexpr Height kFull{1100};
constexpr Height kEnd{1900};
constexpr std::uint64_t kMaxGrowth = 16 * 1024;  // 20 bytes a view; messages under way come and go

void expect_no_growth(Simulation& simulation) {
  begin(simulation);
  simulation.stop_clients();
  const auto reaches = [&](Height height) {
    return simulation.run_until([&] { return simulation.oracle().height() >= height; }, 4000 * kSecond);
  };
  ASSERT_TRUE(reaches(kFull));
  std::map<HostNumber, std::uint64_t> before;
  for (auto* node : simulation.running_honest()) before[node->number()] = node->memory();
  ASSERT_TRUE(reaches(kEnd));
  for (auto* node : simulation.running_honest())
    EXPECT_LT(node->memory(), before[node->number()] + kMaxGrowth) << node->member().name;
  expect_sound(simulation);
}

SimulationOptions with_many_blocks() {
  auto options = calm(4);
  options.settings.heartbeat_ms = 200;
  return options;
}

TEST(Memory, DoesNotGrowInACalmNetwork) {
  Simulation simulation(with_many_blocks());
  expect_no_growth(simulation);
}

TEST(Memory, DoesNotGrowUnderLossesAndLies) {
  auto options = with_many_blocks();
  options.byzantine[2] = byzantine::Kind::double_voter;
  options.network.drop_permille = 20;
  options.network.duplicate_permille = 20;
  options.network.break_permille = 1;
  Simulation simulation(options);
  expect_no_growth(simulation);
}

}  // namespace
}  // namespace kula::sim
