// Scenarios 11, 14, 15, 17, 18, and every Byzantine behaviour for itself.
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

TEST(Gossip, ATransactionThatOneNodeKnowsBecomesFinalAfterHealing) {  // 11
  Simulation simulation(calm(4));
  simulation.start_all();
  simulation.run_for(2 * kSecond);
  simulation.network().partition({0, 1, 1, 1});
  simulation.client(0).send_to(simulation.node(0));
  simulation.run_for(30 * kSecond);
  EXPECT_FALSE(simulation.client(0).is_idle() && simulation.oracle().height_of(0).value > 0 &&
               simulation.oracle().height_of(1) < simulation.oracle().height_of(0))
      << "final without a quorum";
  expect_good_end(simulation);
}

TEST(MoreThanFOff, ForHoursInMidView) {  // 14
  auto options = calm(4);
  options.settings.heartbeat_ms = kHourMs;
  Simulation simulation(options);
  begin(simulation);
  simulation.set_restarts(false);
  simulation.set_append_fault(
      [](Node& node, const std::vector<consensus::RecordEntry>&) -> std::optional<WriteFault> {
        return node.number() >= 2 ? std::optional(WriteFault::crash_after) : std::nullopt;
      });
  simulation.run_for(5 * kSecond);
  EXPECT_FALSE(simulation.node(2).is_running() || simulation.node(3).is_running());
  simulation.stop_clients();
  const auto height = simulation.oracle().height();
  simulation.run_for(3 * 3600 * kSecond);
  EXPECT_EQ(simulation.oracle().height(), height) << "two of four make no block";
  simulation.set_append_fault(nullptr);
  expect_good_end(simulation);
}

class SkewedClock : public testing::TestWithParam<std::int64_t> {};

TEST_P(SkewedClock, OfOneLeaderDoesNotStopTheChain) {  // 15
  auto options = calm(4);
  options.skews_ms[1] = GetParam();
  Simulation simulation(options);
  begin(simulation);
  simulation.run_for(20 * kSecond);
  EXPECT_GT(simulation.oracle().height().value, 5u);
  expect_good_end(simulation);
}

INSTANTIATE_TEST_SUITE_P(Skews, SkewedClock, testing::Values(10'000, -10'000, 600'000, -600'000));

TEST(OneKeyOnTwoMachines, StopsOrBecomesEvidenceAndMakesNoSecondChain) {  // 17
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    auto options = calm(4, seed);
    options.byzantine[1] = byzantine::Kind::twin;
    Simulation simulation(options);
    begin(simulation);
    simulation.run_for(20 * kSecond);
    expect_good_end(simulation);
  }
}

TEST(MissingBody, IsFetchedFromTheFewThatHoldIt) {  // 18
  auto options = calm(4);
  options.byzantine[0] = byzantine::Kind::catch_up_liar;
  Simulation simulation(options);
  begin(simulation);
  // Node 3 gets neither proposals nor transactions for a while: what becomes final is held by two honest
  // nodes, of which one then goes down.
  simulation.network().loses = [](HostNumber, HostNumber to, ByteView bytes) {
    if (to != 3) return false;
    const auto message = engine::decode_peer_message(bytes);
    return said_in(bytes).is_proposal ||
           (message && !std::holds_alternative<engine::ConsensusMessage>(*message) &&
            !std::holds_alternative<engine::StatusMessage>(*message));
  };
  simulation.run_for(5 * kSecond);
  const auto behind = simulation.oracle().height_of(3);
  EXPECT_LT(behind, simulation.oracle().height());
  simulation.set_restarts(false);
  simulation.stop_clients();
  simulation.node(1).crash();
  simulation.network().loses = nullptr;
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().height_of(3) > behind; }, settle_bound(1)))
      << "the one honest holder did not serve it";
  simulation.set_restarts(true);
  expect_good_end(simulation);
}

class OneByzantine : public testing::TestWithParam<std::uint8_t> {};

TEST_P(OneByzantine, HoldsUpNobody) {
  for (const std::size_t size : {4u, 7u}) {
    auto options = calm(size);
    options.byzantine[2] = static_cast<byzantine::Kind>(GetParam());
    Simulation simulation(options);
    begin(simulation);
    simulation.run_for(15 * kSecond);
    EXPECT_GT(simulation.oracle().acknowledged().size(), 5u);
    expect_good_end(simulation);
  }
}

INSTANTIATE_TEST_SUITE_P(Behaviours, OneByzantine, testing::Range<std::uint8_t>(0, byzantine::kKinds),
                         [](const auto& each) {
                           return std::string(to_string(static_cast<byzantine::Kind>(each.param)));
                         });

}  // namespace
}  // namespace kula::sim
