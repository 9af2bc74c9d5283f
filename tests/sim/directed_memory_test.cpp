// What a node keeps in memory does not grow with the views that pass (R14): all of it, wherever it is kept.
#include <algorithm>

#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

// The ledger keeps what changed in so many blocks, which an idle network fills too.
constexpr Height kFull{1100};
constexpr std::uint64_t kBlocks = 200;  // a cycle of what grows and is cut again, such as the record
constexpr std::uint64_t kCycles = 4;
constexpr std::uint64_t kMaxGrowth = 16 * 1024;  // 20 bytes a view; messages under way come and go

// The most that each node held while so many blocks passed.
std::map<HostNumber, std::uint64_t> peaks(Simulation& simulation, Height from) {
  std::map<HostNumber, std::uint64_t> most;
  for (Height height = from; height.value < from.value + kBlocks; height.value += 5) {
    EXPECT_TRUE(simulation.run_until([&] { return simulation.oracle().height() >= height; }, 4000 * kSecond));
    for (auto* node : simulation.running_honest())
      most[node->number()] = std::max(most[node->number()], node->memory());
  }
  return most;
}

void expect_no_growth(Simulation& simulation) {
  begin(simulation);
  simulation.stop_clients();
  const auto before = peaks(simulation, kFull);
  const auto after = peaks(simulation, Height{kFull.value + kCycles * kBlocks});
  for (const auto& [host, most] : before) EXPECT_LT(after.at(host), most + kMaxGrowth) << "node " << host;
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
