// R21: two of four validators are lost for good with their disks, and the members put a newcomer in their
// place.
#include "tests/sim/directed.h"
#include "tests/sim/recovery.h"

namespace kula::sim {
namespace {

using types::VoteKind;

class Recovery : public testing::Test {
 protected:
  static constexpr HostNumber kNewcomer = 4;
  static constexpr HostNumber kObserver = 5;
  static inline const std::vector<HostNumber> kSurvivors{0, 1, kNewcomer};

  [[nodiscard]] static SimulationOptions options(std::uint64_t seed = 1) {
    auto options = calm(4, seed);
    options.size.candidates = 1;
    options.size.observers = 1;
    options.settings.heartbeat_ms = 20 * kSecondMs;
    return options;
  }
  // Until what the survivors have is all that is final: nobody was told of more.
  static void lose_two(Simulation& simulation) {
    const auto& oracle = simulation.oracle();
    const auto are_level = [&] { return oracle.height_of(0) == oracle.height_of(1); };
    ASSERT_TRUE(simulation.run_until([&] { return are_level() && oracle.height_of(0) == oracle.height(); },
                                     30 * kSecond));
    simulation.set_restarts(false);
    simulation.node(2).lose();
    simulation.node(3).lose();
    simulation.run_for(10 * kSecond);  // they tell each other
    ASSERT_TRUE(are_level() && oracle.height_of(kNewcomer) == oracle.height_of(0));
  }
  static void stop(Simulation& simulation, const std::vector<HostNumber>& nodes) {
    for (const auto number : nodes) simulation.node(number).crash();
  }
  static void recover(Simulation& simulation, const std::vector<HostNumber>& nodes,
                      const types::SignedRecovery& recovery) {
    for (const auto number : nodes) {
      EXPECT_TRUE(simulation.node(number).recover(recovery)) << number;
      simulation.node(number).start();
    }
  }
  static void expect_to_go_on(Simulation& simulation, const types::SignedRecovery& recovery) {
    const auto height = recovery.manifest.height;
    EXPECT_TRUE(simulation.run_until([&] { return simulation.oracle().height() > height; }, 30 * kSecond));
    const auto* first = simulation.oracle().header(next(height));
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->epoch.value, recovery.manifest.epoch.value + 1);
    EXPECT_EQ(first->recovery, types::hash_of(recovery.manifest));
  }
};

class RecoveryWithSeeds : public Recovery, public testing::WithParamInterface<std::uint64_t> {};

TEST_P(RecoveryWithSeeds, LetsTheChainGoOnAndAnObserverThatWasOffFollows) {
  Simulation simulation(options(GetParam()));
  begin(simulation, 10);
  simulation.set_restarts(false);
  simulation.node(kObserver).crash();
  simulation.run_for(5 * kSecond);
  lose_two(simulation);
  const auto told = simulation.oracle().acknowledged().size();
  const auto recovery = sign_recovery(simulation, simulation.node(0), kSurvivors);
  EXPECT_EQ(simulation.oracle().acknowledged().size(), told) << "nothing that was promised is taken back";
  stop(simulation, kSurvivors);
  recover(simulation, kSurvivors, recovery);
  expect_to_go_on(simulation, recovery);
  simulation.node(kObserver).start();
  simulation.run_for(10 * kSecond);
  EXPECT_GT(simulation.oracle().acknowledged().size(), told) << "clients never noticed more than a pause";
  expect_good_end(simulation);
  EXPECT_EQ(simulation.node(kObserver).ledger().epoch().value, recovery.manifest.epoch.value + 1);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RecoveryWithSeeds, testing::Range(std::uint64_t{1}, std::uint64_t{4}));

TEST_F(Recovery, IsCarriedOutAgainAfterACrashAtAnyOfItsWrites) {
  for (std::uint64_t write = 0; write < 2; ++write) {  // the record's, the ledger's
    for (const auto fault : {WriteFault::crash_before, WriteFault::crash_torn, WriteFault::crash_after}) {
      SCOPED_TRACE(testing::Message() << "write " << write << ", fault " << static_cast<int>(fault));
      Simulation simulation(options());
      begin(simulation);
      lose_two(simulation);
      const auto recovery = sign_recovery(simulation, simulation.node(0), kSurvivors);
      stop(simulation, kSurvivors);
      recover(simulation, {0, kNewcomer}, recovery);
      auto& crashed = simulation.node(1);
      crashed.plan_fault(write, fault);
      EXPECT_FALSE(crashed.recover(recovery));
      // Started like this it does no harm: what it may sign and what it has are not of one epoch, or they
      // are.
      crashed.start();
      simulation.run_for(5 * kSecond);
      const bool is_done = write == 1 && fault == WriteFault::crash_after;
      EXPECT_EQ(simulation.oracle().height() > recovery.manifest.height, is_done);
      if (!is_done) {
        crashed.crash();
        recover(simulation, {1}, recovery);
      }
      expect_to_go_on(simulation, recovery);
      expect_good_end(simulation);
    }
  }
}

TEST_F(Recovery, ReplacesABlockForWhichTheSurvivorsHaveVotedToFinalize) {
  Simulation simulation(options());
  begin(simulation);
  std::map<HostNumber, types::BlockId> finalized;
  simulation.network().loses = [](HostNumber, HostNumber, ByteView bytes) {
    return is_of(said_in(bytes).vote, VoteKind::finalize);
  };
  simulation.set_append_fault(
      [&](Node& node, const std::vector<consensus::RecordEntry>& entries) -> std::optional<WriteFault> {
        for (const auto& entry : entries) {
          const auto* voted = std::get_if<consensus::Voted>(&entry);
          if (voted != nullptr && voted->vote.subject.kind == VoteKind::finalize)
            finalized[node.number()] = voted->vote.subject.block;
        }
        return std::nullopt;
      });
  simulation.run_for(kSecond);
  const auto height = simulation.oracle().height();
  const auto are_above = [&] {
    for (const HostNumber survivor : {0u, 1u}) {
      const auto found = simulation.oracle().headers().find(finalized[survivor]);
      if (found == simulation.oracle().headers().end() || found->second.height <= height) return false;
    }
    return true;
  };
  ASSERT_TRUE(simulation.run_until(are_above, 30 * kSecond));
  lose_two(simulation);
  simulation.network().loses = nullptr;
  simulation.set_append_fault(nullptr);
  const auto recovery = sign_recovery(simulation, simulation.node(0), kSurvivors);
  ASSERT_EQ(recovery.manifest.height, height);
  stop(simulation, kSurvivors);
  recover(simulation, kSurvivors, recovery);
  expect_to_go_on(simulation, recovery);
  EXPECT_NE(types::id_of(*simulation.oracle().header(next(height))), finalized[0]);
  expect_good_end(simulation);
}

TEST_F(Recovery, LetsAValidatorWhoseOperatorSaidNothingFollowButNotVote) {
  auto options = Recovery::options();
  options.size.candidates = 2;
  options.size.observers = 0;
  constexpr HostNumber kOther = 5;
  Simulation simulation(options);
  begin(simulation);
  lose_two(simulation);
  const auto recovery = sign_recovery(simulation, simulation.node(0), {0, 1, kNewcomer, kOther});
  std::size_t votes = 0;
  simulation.set_append_fault(
      [&](Node& node, const std::vector<consensus::RecordEntry>& entries) -> std::optional<WriteFault> {
        for (const auto& entry : entries) {
          const auto* voted = std::get_if<consensus::Voted>(&entry);
          votes +=
              node.number() == 1 && voted != nullptr && voted->vote.subject.epoch > recovery.manifest.epoch;
        }
        return std::nullopt;
      });
  const std::vector<HostNumber> quorum{0, kNewcomer, kOther};
  stop(simulation, quorum);
  recover(simulation, quorum, recovery);
  expect_to_go_on(simulation, recovery);
  simulation.run_for(10 * kSecond);
  EXPECT_GT(simulation.oracle().height_of(1), next(recovery.manifest.height));
  stop(simulation, {1});
  simulation.node(1).start();
  expect_good_end(simulation);
  EXPECT_EQ(votes, 0u) << "it met the recovery in a block, and its own votes are its operator's to give";
}

TEST_F(Recovery, IsRefusedByWhoHoldsALaterFinalBlockUntilTheyGiveItUp) {
  Simulation simulation(options());
  begin(simulation);
  const auto& oracle = simulation.oracle();
  ASSERT_TRUE(comes_to_rest(simulation)) << "nobody is to lose what they were told";
  simulation.network().partition({0, 1, 1, 1, 0, 1});
  const auto height = oracle.height_of(0);
  ASSERT_TRUE(simulation.run_until(  // the heartbeat's block
      [&] { return oracle.height_of(1) > height && oracle.height_of(kObserver) > height; }, 60 * kSecond));
  simulation.set_restarts(false);
  simulation.node(2).lose();
  simulation.node(3).lose();
  ASSERT_EQ(oracle.height_of(0), height);
  const auto recovery = sign_recovery(simulation, simulation.node(0), {0, kNewcomer});
  stop(simulation, {0, 1, kNewcomer});
  EXPECT_FALSE(simulation.node(1).recover(recovery));
  recover(simulation, {0, kNewcomer}, recovery);
  simulation.node(1).start();
  expect_to_go_on(simulation, recovery);
  simulation.network().heal();
  simulation.run_for(kMinuteMs * kMs);
  for (const HostNumber stays : {HostNumber{1}, kObserver}) {
    auto& node = simulation.node(stays);
    ASSERT_TRUE(node.is_running());
    EXPECT_EQ(node.ledger().epoch(), recovery.manifest.epoch);
    EXPECT_EQ(node.ledger().tip().height, next(height));
    node.crash();
    node.wipe(stays == 1, true);
    node.start();
  }
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
