// A new node begins with a snapshot of a chain with real contracts, while transactions flow (R19).
#include "tests/sim/directed.h"
#include "tests/sim/set_change.h"

namespace kula::sim {
namespace {

constexpr std::size_t kCandidate = 4;
constexpr std::size_t kNewcomer = 5;

class SnapshotJoin : public testing::TestWithParam<std::uint64_t> {};

// The set grows before the snapshot, so that somebody must be told how the first epoch ended.
TEST_P(SnapshotJoin, EndsWithTheOthersWhateverOneOfThemGives) {
  auto options = calm(4, GetParam());
  options.size.candidates = 1;
  options.size.observers = 1;
  options.settings.snapshots = {true, 40, {2'048, 65'536}};
  options.byzantine[1] = byzantine::Kind::catch_up_liar;
  Simulation simulation(options);
  begin(simulation);
  simulation.set_restarts(false);
  simulation.node(kNewcomer).crash();
  simulation.node(kNewcomer).wipe(false, true);
  simulation.steward().send_to(simulation.node(0),
                               propose_to_add(simulation, simulation.chain().members()[kCandidate], 1));
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().last_epoch().value >= 1; }, 4 * kChangeTime));
  const auto goal = simulation.oracle().height().value + 100;
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().height().value >= goal; }, 300 * kSecond));
  simulation.set_restarts(true);
  auto& newcomer = simulation.node(kNewcomer);
  newcomer.start();
  EXPECT_TRUE(simulation.run_until(
      [&] { return newcomer.is_running() && newcomer.ledger().first_height().value > 0; }, 90 * kSecond));
  expect_good_end(simulation);
  ASSERT_TRUE(newcomer.is_running());
  EXPECT_GE(newcomer.ledger().first_height().value, 80u);
  EXPECT_EQ(newcomer.ledger().tip(), simulation.node(0).ledger().tip());
}

INSTANTIATE_TEST_SUITE_P(Seeds, SnapshotJoin, testing::Range(std::uint64_t{1}, std::uint64_t{6}));

// At every write: the machine goes down, and comes back.
TEST(SnapshotJoinWithFaults, BeginsAgainAfterEachCrash) {
  auto options = calm(4);
  options.size.observers = 1;
  options.settings.snapshots = {true, 40, {2'048, 65'536}};
  Simulation simulation(options);
  constexpr std::size_t kObserver = 4;
  begin(simulation);
  simulation.set_restarts(false);
  simulation.node(kObserver).crash();
  EXPECT_TRUE(simulation.run_until([&] { return simulation.oracle().height().value >= 100; }, 300 * kSecond));
  auto& observer = simulation.node(kObserver);
  simulation.set_restarts(true);
  for (std::uint64_t write = 0; write < 12; ++write) {
    SCOPED_TRACE(write);
    if (observer.is_running()) {
      simulation.set_restarts(false);
      observer.crash();
      simulation.set_restarts(true);
    }
    observer.wipe(false, true);
    observer.start();
    observer.plan_fault(write, static_cast<WriteFault>(write % 3));  // the crashes
    EXPECT_TRUE(simulation.run_until(
        [&] { return observer.is_running() && observer.ledger().first_height().value > 0; }, 90 * kSecond));
  }
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
