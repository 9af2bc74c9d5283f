// Scenario 16: a validator whose record is lost asks the others before it votes again (R9).
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

class Wiped : public testing::TestWithParam<std::pair<bool, bool>> {};

TEST_P(Wiped, ReturnsAndVotesAgainInOrder) {
  const auto [record, store] = GetParam();
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    auto options = calm(5, seed);  // 2f+1 others that are not wiped
    Simulation simulation(options);
    begin(simulation);
    simulation.set_restarts(false);
    simulation.node(1).crash();
    simulation.node(1).wipe(record, store);
    simulation.node(1).start();
    simulation.set_restarts(true);
    simulation.run_for(10 * kSecond);
    expect_good_end(simulation);
  }
}

INSTANTIATE_TEST_SUITE_P(Parts, Wiped,
                         testing::Values(std::pair(true, false), std::pair(false, true),
                                         std::pair(true, true)));

TEST(Wiped, StaleAnswersProveNothing) {  // 16
  auto options = calm(7);
  options.byzantine[0] = byzantine::Kind::stale_replayer;
  options.network.duplicate_permille = 200;
  Simulation simulation(options);
  begin(simulation);
  simulation.set_restarts(false);
  for (int round = 0; round < 3; ++round) {  // each with a fresh nonce: answers to the first are under way
    simulation.node(1).crash();
    simulation.node(1).wipe(true, round == 1);
    simulation.node(1).start();
    simulation.run_for(round == 2 ? 10 * kSecond : 150 * kMs);
  }
  simulation.set_restarts(true);
  expect_good_end(simulation);
}

TEST(Wiped, VotesInNoViewOfWhichItMayHaveForgottenAVote) {
  constexpr HostNumber kSelf = 1;
  auto options = calm(5);
  options.settings.timing.base_delta_ms = 2000;
  Simulation simulation(options);
  begin(simulation);
  simulation.set_restarts(false);
  // No votes, no certificate: the view lasts for 5 deltas, and its proposal is sent again and again.
  simulation.network().loses = [](HostNumber, HostNumber, ByteView bytes) {
    return is_of(said_in(bytes).vote, types::VoteKind::notarize);
  };
  std::optional<types::View> forgotten;
  std::size_t again = 0;
  simulation.set_append_fault(
      [&](Node& node, const std::vector<consensus::RecordEntry>& entries) -> std::optional<WriteFault> {
        if (node.number() != kSelf) return std::nullopt;
        for (const auto& entry : entries) {
          if (std::holds_alternative<consensus::Proposed>(entry)) return std::nullopt;  // it leads itself
          const auto* voted = std::get_if<consensus::Voted>(&entry);
          if (voted == nullptr) continue;
          const auto& subject = voted->vote.subject;
          if (forgotten && subject.view.value <= forgotten->value + 1) ++again;
          if (forgotten || subject.kind != types::VoteKind::notarize) continue;
          forgotten = subject.view;
          return WriteFault::crash_after;
        }
        return std::nullopt;
      });
  auto& node = simulation.node(kSelf);
  ASSERT_TRUE(simulation.run_until([&] { return forgotten && !node.is_running(); }, 60 * kSecond));
  node.wipe(true, false);
  node.start();
  simulation.run_for(9 * kSecond);
  EXPECT_EQ(again, 0u);
  simulation.network().loses = nullptr;
  simulation.set_append_fault(nullptr);
  simulation.set_restarts(true);
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
