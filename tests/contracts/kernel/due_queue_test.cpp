// The queue of due work (C0.4): its order and its numbers.
#include "contracts/kernel/due_queue.h"

#include <gtest/gtest.h>

#include "contracts/kernel/tables.h"

namespace kula::contracts {
namespace {

class DueQueueTest : public testing::Test {
 protected:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> queued() {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> keys;
    kDueJobs.scan(state_, [&](const auto& key, const Job& job) {
      EXPECT_EQ(job.kind, std::get<1>(key));  // the tests give the n-th job kind n
      keys.emplace_back(std::get<0>(key).value, std::get<1>(key));
      return true;
    });
    return keys;
  }
  JobKey add(std::uint64_t due, std::uint16_t kind) {
    return schedule_bytes(context_, TimeMs{due}, {kind, {}});
  }

  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  execution::BlockContext block_;
  Policy policy_;
  std::vector<types::Event> events_;
  Context context_{state_, block_, policy_, {}, events_, TimeMs{}};
};
using DueQueueDeathTest = DueQueueTest;

TEST_F(DueQueueDeathTest, StopsWhenAJobIsCancelledTwice) {
  const auto key = add(5, 1);
  cancel(context_, key);
  EXPECT_DEATH(cancel(context_, key), "twice");
}

TEST_F(DueQueueTest, OrdersByDueTimeThenByNumber) {
  add(300, 1);
  add(2, 2);
  add(256, 3);
  add(2, 4);
  add(UINT64_MAX, 5);
  add(0, 6);
  using Keys = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
  EXPECT_EQ(queued(), (Keys{{0, 6}, {2, 2}, {2, 4}, {256, 3}, {300, 1}, {UINT64_MAX, 5}}));
}

TEST_F(DueQueueTest, TakesOutWhatIsCancelledAndNeverUsesANumberAgain) {
  add(5, 1);
  cancel(context_, add(5, 2));
  add(5, 3);
  using Keys = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
  EXPECT_EQ(queued(), (Keys{{5, 1}, {5, 3}}));
}

}  // namespace
}  // namespace kula::contracts
