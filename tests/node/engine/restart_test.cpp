// A process that dies at any write resumes at the tip and root that were durable, does the same work in the
// end, and never signs two votes that exclude each other (R8).
#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

using api::TransactionState;

constexpr std::size_t kTransactions = 12;

types::TransactionList work_of(const World& world) {
  types::TransactionList list;
  for (std::size_t i = 0; i < kTransactions; ++i) list.push_back(world.make(i % 3, i / 3, add(i + 1)));
  return list;
}

// Sends whatever is not final yet, in blocks of a few, as a client that asks again would.
void send_all(World& world, const types::TransactionList& work) {
  for (std::size_t first = 0; first < work.size() && world.failure().empty(); first += 4) {
    for (std::size_t i = first; i < std::min(work.size(), first + 4); ++i) world.submit(work[i]);
    world.run_for(100);
  }
}

void expect_no_double_sign(const std::vector<types::Vote>& votes) {
  std::map<std::pair<types::View, types::VoteKind>, types::BlockId> signed_blocks;
  for (const auto& vote : votes) {
    const auto [found, is_new] =
        signed_blocks.emplace(std::pair(vote.subject.view, vote.subject.kind), vote.subject.block);
    EXPECT_EQ(found->second, vote.subject.block) << "two votes in view " << vote.subject.view.text();
  }
  for (const auto& [key, block] : signed_blocks) {
    if (key.second != types::VoteKind::nullify) continue;
    EXPECT_FALSE(signed_blocks.contains({key.first, types::VoteKind::finalize}));
  }
}

std::vector<std::uint64_t> counters(const World& world) {
  return {world.counter(0), world.counter(1), world.counter(2)};
}

TEST(Restart, ResumesAtTheTipThatWasDurable) {
  World world;
  world.start();
  send_all(world, work_of(world));
  const auto tip = world.chain().tip_id();
  const auto root = world.chain().tip().state_root;
  world.kill();
  world.start();
  EXPECT_EQ(world.chain().tip_id(), tip);
  EXPECT_EQ(world.chain().tip().state_root, root);
  world.run_for(1'000);
  EXPECT_EQ(world.chain().tip_id(), tip);
}

// Every kind of disturbance, with a record that is never rewritten and one that is after every block.
class RestartAfter : public testing::TestWithParam<std::tuple<Disturbance, std::size_t>> {
 protected:
  [[nodiscard]] static Disturbance disturbance() { return std::get<0>(GetParam()); }
  static void set_record(World& world) { world.record_rewrite_bytes = std::get<1>(GetParam()); }
};

TEST_P(RestartAfter, AWriteGoesWrongAnywhereTheSameWorkIsDoneInTheEnd) {
  std::vector<std::uint64_t> expected;
  std::size_t writes = 0;
  {
    World undisturbed;
    set_record(undisturbed);
    undisturbed.start();
    const auto before = undisturbed.writes();
    send_all(undisturbed, work_of(undisturbed));
    writes = undisturbed.writes() - before;
    expected = counters(undisturbed);
    expect_no_double_sign(undisturbed.votes());
  }
  ASSERT_GE(writes, 6u);
  for (std::size_t number = 0; number < writes; ++number) {
    SCOPED_TRACE("write " + std::to_string(number));
    World world;
    set_record(world);
    world.start();
    const auto work = work_of(world);
    world.disturb_write(number, disturbance());
    send_all(world, work);
    ASSERT_FALSE(world.failure().empty());
    const auto told_tip = world.chain().tip().height;
    std::vector<types::TransactionPointer> told_final;
    for (const auto& one : work) {
      if (world.status_of(one) == TransactionState::final) told_final.push_back(one);
    }
    world.kill();

    world.start();
    ASSERT_TRUE(world.failure().empty()) << world.failure();
    EXPECT_GE(world.chain().tip().height, told_tip);
    for (const auto& one : told_final) {
      EXPECT_EQ(world.status_of(one), TransactionState::final);
    }
    send_all(world, work);
    EXPECT_TRUE(world.failure().empty()) << world.failure();
    EXPECT_EQ(counters(world), expected);
    EXPECT_EQ(world.order().size(), kTransactions);
    expect_no_double_sign(world.votes());
  }
}

INSTANTIATE_TEST_SUITE_P(EveryWay, RestartAfter,
                         testing::Combine(testing::Values(Disturbance::lost, Disturbance::torn,
                                                          Disturbance::unheard),
                                          testing::Values(consensus::kRecordRewriteBytes, 1)));

TEST(Restart, TellsNobodyAnythingAfterAFailedWrite) {
  World world;
  world.start();
  world.disturb_write(0, Disturbance::lost);
  const auto submitted = world.submit(world.make(0, 0, add(1)), api::Wait::final, 1'000);
  world.run_for(5'000);
  EXPECT_FALSE(world.failure().empty());
  EXPECT_FALSE(submitted->result.has_value());
  EXPECT_TRUE(world.votes().empty());
}

}  // namespace
}  // namespace kula::tests
