// Scenarios 8 and 12, and leaders that propose where nothing entitles them to (R2, R4).
#include "tests/sim/directed.h"
#include "tests/sim/set_change.h"

namespace kula::sim {
namespace {

using types::VoteKind;

constexpr HostNumber kFaulty = 1;

SimulationOptions with_unjustified(std::size_t validators, std::uint64_t seed = 1) {
  auto options = calm(validators, seed);
  options.byzantine[kFaulty] = byzantine::Kind::unjustified_proposer;
  return options;
}

// The faulty leader's proposals, by view.
std::optional<consensus::Proposal> faulty_proposal(HostNumber from, ByteView bytes) {
  const auto message = from == kFaulty ? byzantine::consensus_message(bytes) : std::nullopt;
  const auto* proposal = message ? std::get_if<consensus::Proposal>(&*message) : nullptr;
  if (proposal == nullptr || proposal->vote.validator != kFaulty) return std::nullopt;
  return *proposal;
}

TEST(OldParent, WithoutNullificationsSinceGetsNoVotes) {  // and the oracle looks at every vote
  Simulation simulation(with_unjustified(4));
  begin(simulation);
  std::set<types::View> tried;
  simulation.network().loses = [&](HostNumber from, HostNumber, ByteView bytes) {
    if (const auto proposal = faulty_proposal(from, bytes)) {
      const auto shown = proposal->nullifications.size();
      const bool is_old =
          proposal->parent_certificate && proposal->parent_view.value + shown + 1 < proposal->view().value;
      if (is_old) tried.insert(proposal->view());
    }
    // Every other second blocks are certified and not final: so older ones stay in reach.
    const auto said = said_in(bytes);
    const bool is_held = simulation.scheduler().now() / kSecond % 2 == 0;
    return is_held && (is_of(said.vote, VoteKind::finalize) || is_of(said.certificate, VoteKind::finalize));
  };
  EXPECT_TRUE(simulation.run_until([&] { return tried.size() >= 4; }, 60 * kSecond));
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

TEST(UncertifiedParent, GetsNoVotes) {
  Simulation simulation(with_unjustified(4));
  begin(simulation);
  std::set<types::View> tried;
  simulation.network().loses = [&](HostNumber from, HostNumber, ByteView bytes) {
    const auto proposal = faulty_proposal(from, bytes);
    if (proposal && !proposal->parent_certificate) tried.insert(proposal->view());
    // Every other second blocks are executed everywhere and certified nowhere.
    const auto said = said_in(bytes);
    const bool is_held = simulation.scheduler().now() / kSecond % 2 == 0;
    return is_held && (is_of(said.vote, VoteKind::notarize) || is_of(said.certificate, VoteKind::notarize));
  };
  EXPECT_TRUE(simulation.run_until([&] { return tried.size() >= 4; }, 180 * kSecond));
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

TEST(ClosingBlock, GetsNoChildInItsEpoch) {  // 8
  Simulation simulation(with_unjustified(5));
  begin(simulation);
  std::set<types::BlockId> closing;
  std::set<types::View> tried;
  simulation.network().loses = [&](HostNumber from, HostNumber, ByteView bytes) {
    const auto message = byzantine::consensus_message(bytes);
    const auto* proposal = message ? std::get_if<consensus::Proposal>(&*message) : nullptr;
    if (proposal != nullptr && types::closes_epoch(proposal->header)) closing.insert(proposal->block());
    const auto child = faulty_proposal(from, bytes);
    if (child && closing.contains(child->header.parent) && child->header.epoch.value == 0)
      tried.insert(child->view());
    // Certified, but not final before the faulty leader had its turns.
    const auto said = said_in(bytes);
    return !closing.empty() && tried.size() < 2 &&
           (is_of(said.vote, VoteKind::finalize) || is_of(said.certificate, VoteKind::finalize));
  };
  simulation.steward().send_to(simulation.node(0),
                               propose_to_remove(simulation, simulation.node(4).member(), 1));
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().last_epoch().value >= 1; }, 4 * kChangeTime));
  EXPECT_GE(tried.size(), 2u);
  EXPECT_EQ(closing.size(), 1u) << "that very block is proposed again";
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
