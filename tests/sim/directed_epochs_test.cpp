// Scenarios 7 and 9, and the plain changes of the validator set: by real proposals, while transactions flow.
#include "tests/sim/directed.h"
#include "tests/sim/set_change.h"

namespace kula::sim {
namespace {

using types::VoteKind;

SimulationOptions with_candidate(std::size_t validators) {
  auto options = calm(validators);
  options.size.candidates = 1;
  return options;
}

bool reaches_epoch(Simulation& simulation, std::uint64_t epoch) {
  return simulation.run_until([&] { return simulation.oracle().last_epoch().value >= epoch; },
                              4 * kChangeTime);
}

class SetGrows : public testing::TestWithParam<std::size_t> {};

TEST_P(SetGrows, ACandidateBecomesAValidator) {
  const auto size = GetParam();
  Simulation simulation(with_candidate(size));
  begin(simulation);
  const auto& candidate = simulation.chain().members()[size];
  simulation.steward().send_to(simulation.node(0), propose_to_add(simulation, candidate, 1));
  EXPECT_TRUE(reaches_epoch(simulation, 1));
  EXPECT_EQ(simulation.oracle().set_of(types::Epoch{1}).size(), size + 1);
  simulation.run_for(5 * kSecond);
  expect_good_end(simulation);
}

INSTANTIATE_TEST_SUITE_P(Sizes, SetGrows, testing::Values(1, 2, 3, 4));

TEST(SetShrinks, ARemovedValidatorFollowsAndNothingWaitsForIt) {
  Simulation simulation(calm(5));
  begin(simulation);
  simulation.steward().send_to(simulation.node(0),
                               propose_to_remove(simulation, simulation.node(4).member(), 1));
  EXPECT_TRUE(reaches_epoch(simulation, 1));
  EXPECT_EQ(simulation.oracle().set_of(types::Epoch{1}).size(), 4u);
  expect_good_end(simulation);
}

TEST(RemovedValidator, KeepsVotingAndIsNotCounted) {  // 9
  auto options = calm(5);
  options.byzantine[4] = byzantine::Kind::stale_replayer;
  Simulation simulation(options);
  begin(simulation);
  simulation.steward().send_to(simulation.node(0),
                               propose_to_remove(simulation, simulation.node(4).member(), 1));
  EXPECT_TRUE(reaches_epoch(simulation, 1));
  simulation.run_for(10 * kSecond);
  expect_good_end(simulation);
}

TEST(NewValidator, LeadsAfterItWasOffDuringTheChange) {  // 9
  Simulation simulation(with_candidate(4));
  begin(simulation);
  const auto& candidate = simulation.chain().members()[4];
  simulation.steward().send_to(simulation.node(0), propose_to_add(simulation, candidate, 1));
  EXPECT_TRUE(simulation.run_until([&] { return simulation.steward().is_idle(); }, 20 * kSecond));
  simulation.set_restarts(false);
  simulation.node(4).crash();
  EXPECT_TRUE(reaches_epoch(simulation, 1)) << "four of five are a quorum";
  simulation.run_for(10 * kSecond);
  simulation.node(4).wipe(false, true);  // and comes without state
  expect_good_end(simulation);
}

TEST(ClosingBlock, IsProposedAgainUntilItIsFinal) {  // 7
  constexpr HostNumber kKeeper = 2;
  Simulation simulation(calm(5));
  begin(simulation);
  std::map<types::View, types::BlockId> closing_views;
  simulation.network().loses = [&](HostNumber, HostNumber to, ByteView bytes) {
    const auto message = byzantine::consensus_message(bytes);
    if (!message) return false;
    const auto* proposal = std::get_if<consensus::Proposal>(&*message);
    const bool closes =
        proposal != nullptr && proposal->header.validator_set != proposal->header.next_validator_set;
    if (closes && closing_views.size() < 3) closing_views[proposal->view()] = proposal->block();
    const auto said = said_in(bytes);
    const auto& subject = said.vote ? said.vote : said.certificate;
    if (!subject || !closing_views.contains(subject->view)) return false;
    // In the first view only one node learns that it is notarized; in no view that it is final.
    const bool is_first = subject->view == closing_views.begin()->first;
    return subject->kind == VoteKind::finalize ||
           (is_first && subject->kind == VoteKind::notarize && to != kKeeper);
  };
  simulation.steward().send_to(simulation.node(0),
                               propose_to_remove(simulation, simulation.node(4).member(), 1));
  EXPECT_TRUE(reaches_epoch(simulation, 1));
  EXPECT_GE(closing_views.size(), 3u);
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

TEST(SetChanges, OneAfterTheOtherUnderCrashes) {
  auto options = with_candidate(4);
  options.network.drop_permille = 50;
  Simulation simulation(options);
  begin(simulation);
  const auto& candidate = simulation.chain().members()[4];
  simulation.steward().send_to(simulation.node(0), propose_to_add(simulation, candidate, 1));
  for (int i = 0; i < 10; ++i) {
    simulation.run_for(2 * kSecond);
    simulation.node(static_cast<HostNumber>(i) % simulation.size()).crash();
  }
  EXPECT_TRUE(reaches_epoch(simulation, 1));
  EXPECT_TRUE(simulation.run_until([&] { return simulation.steward().is_idle(); }, 30 * kSecond));
  simulation.steward().send_to(simulation.node(1),
                               propose_to_remove(simulation, simulation.node(0).member(), 2));
  EXPECT_TRUE(reaches_epoch(simulation, 2));
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
