// Scenario 5: crashes between body sync, vote sync, send and own tally, and failing disks: at every
// persistence point of a validator and of all of them.
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

class FaultAtWrite : public testing::TestWithParam<WriteFault> {};

constexpr std::uint64_t kWrites = 14;  // three or four blocks' worth of one validator

TEST_P(FaultAtWrite, OfOneValidator) {  // 5
  for (std::uint64_t write = 0; write < kWrites; ++write) {
    SCOPED_TRACE("write " + std::to_string(write));
    Simulation simulation(calm(4, 100 + write));
    simulation.node(1).plan_fault(write, GetParam());
    begin(simulation, 3);
    EXPECT_FALSE(simulation.node(1).has_planned_fault() && simulation.oracle().height().value > 6);
    expect_good_end(simulation);
  }
}

TEST_P(FaultAtWrite, OfAllValidatorsAtOnce) {  // 5
  for (std::uint64_t write = 0; write < kWrites; ++write) {
    SCOPED_TRACE("write " + std::to_string(write));
    Simulation simulation(calm(4, 200 + write));
    for (HostNumber i = 0; i < 4; ++i) simulation.node(i).plan_fault(write, GetParam());
    begin(simulation, 3);
    expect_good_end(simulation);
  }
}

TEST_P(FaultAtWrite, OfAValidatorThatIsAlone) {
  for (std::uint64_t write = 0; write < kWrites; ++write) {
    SCOPED_TRACE("write " + std::to_string(write));
    Simulation simulation(calm(1, 300 + write));
    simulation.node(0).plan_fault(write, GetParam());
    begin(simulation, 3);
    expect_good_end(simulation);
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultAtWrite,
                         testing::Values(WriteFault::crash_before, WriteFault::crash_torn,
                                         WriteFault::crash_after, WriteFault::error_lost,
                                         WriteFault::error_torn, WriteFault::error_kept));

}  // namespace
}  // namespace kula::sim
