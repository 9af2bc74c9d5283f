// Scenario 12: all others find another state root than this node.
#include <gmock/gmock.h>

#include "ledger/execution/forwarding_processor.h"
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

using types::VoteKind;

// Contracts that, when told to, write something at the end of each block that nobody else writes.
class OtherContracts final : public execution::ForwardingProcessor {
 public:
  using ForwardingProcessor::ForwardingProcessor;
  bool differs = false;

  [[nodiscard]] std::vector<types::JobReceipt> run_due(state::Overlay& state,
                                                       const execution::BlockContext& block,
                                                       std::size_t limit) const override {
    if (differs) state.put(to_bytes(as_bytes("a row of no table")), Bytes{1});
    return ForwardingProcessor::run_due(state, block, limit);
  }
};

TEST(Divergence, StopsTheNodeThatAllOthersDifferFrom) {  // 12
  constexpr HostNumber kSelf = 3;
  auto options = calm(4);
  OtherContracts contracts(Chain::of(options.size).contracts());
  Simulation simulation(options);
  auto& node = simulation.node(kSelf);
  node.set_processor(contracts);
  begin(simulation);
  simulation.set_restarts(false);
  simulation.may_stop = [&](Node& stopped) { return stopped.number() == kSelf; };

  contracts.differs = true;
  std::set<types::BlockId> alike;  // own ones, and what all executed alike before
  for (const auto& [block, header] : simulation.oracle().headers()) alike.insert(block);
  std::size_t votes = 0;
  simulation.set_append_fault(
      [&](Node& voter, const std::vector<consensus::RecordEntry>& entries) -> std::optional<WriteFault> {
        if (voter.number() != kSelf) return std::nullopt;
        for (const auto& entry : entries) {
          if (const auto* own = std::get_if<consensus::Proposed>(&entry)) alike.insert(own->block);
          const auto* voted = std::get_if<consensus::Voted>(&entry);
          if (voted == nullptr) continue;
          const auto& subject = voted->vote.subject;
          if (subject.kind != VoteKind::nullify && !alike.contains(subject.block)) ++votes;
        }
        return std::nullopt;
      });
  const auto has_stopped = [&] { return !node.is_running(); };
  ASSERT_TRUE(simulation.run_until(has_stopped, 10 * kSecond));
  EXPECT_THAT(node.failure(), testing::HasSubstr("a notarized block executes differently here"));
  const auto height = simulation.oracle().height_of(kSelf);
  simulation.run_for(5 * kSecond);
  EXPECT_GT(simulation.oracle().height().value, height.value + 2) << "three go on";

  node.start();  // the same contracts say the same again
  EXPECT_TRUE(simulation.run_until(has_stopped, 10 * kSecond));
  EXPECT_THAT(node.failure(), testing::HasSubstr("a notarized block executes differently here"));
  EXPECT_EQ(simulation.oracle().height_of(kSelf), height) << "nothing that differs became final here";
  EXPECT_EQ(votes, 0u) << "it voted for what it executes differently";

  contracts.differs = false;  // and the right ones lead it back
  simulation.may_stop = nullptr;
  simulation.set_restarts(true);
  expect_good_end(simulation);
}

}  // namespace
}  // namespace kula::sim
