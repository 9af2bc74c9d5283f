// Networks whose nodes make snapshots often, for tests of new nodes that begin with one (R19).
#pragma once

#include <gtest/gtest.h>

#include "tests/node/toy/network.h"

namespace kula::tests {

// Few rows make several chunks.
inline constexpr ledger::SnapshotSizes kSmall{64, 4096};
inline constexpr std::uint64_t kInterval = 32;
inline constexpr Height kSnapshot{64};

inline engine::SnapshotSettings every_thirty_two(std::size_t) { return {true, kInterval, kSmall}; }

// Validators 0 to 3, and 5 that came in with epoch 1; 70 blocks and a snapshot of the 64th. The newcomer,
// an observer, does not run yet.
class SnapshotJoin : public testing::Test {
 protected:
  SnapshotJoin() : network_({4, 1, 1}) {
    network_.snapshots = every_thirty_two;
    for (const std::size_t node : {0u, 1u, 2u, 3u, 5u}) network_.start(node);
    network_.grow(0, 5);
    network_.submit(0, network_.make(0, 0, rule(network_.rules(5))));
    EXPECT_TRUE(network_.run_until([&] { return network_.chain(0).validator_set().size() == 5; }, 5'000));
    network_.grow(0, 70 - network_.height(0).value);
    network_.run_for(2'000);
    EXPECT_EQ(network_.engine(0).metrics(network_.now(0)).snapshot_height, kSnapshot.value);
  }
  // The newcomer gets to the tip, from the snapshot and by nothing else.
  void expect_joined(DurationMs limit_ms = 30'000) {
    ASSERT_TRUE(network_.run_until([&] { return is_joined(); }, limit_ms))
        << "at height " << network_.height(newcomer_).text() << "\n"
        << warnings(network_);
    EXPECT_EQ(network_.chain(newcomer_).first_height(), kSnapshot);
    EXPECT_TRUE(is_same_chain(network_, 0, newcomer_));
    network_.grow(0, 2);
    EXPECT_TRUE(network_.run_until([&] { return is_joined(); }, 5'000)) << warnings(network_);
    EXPECT_EQ(network_.engine(newcomer_).status(network_.now(newcomer_)).readiness, api::Readiness::ready);
  }
  [[nodiscard]] bool is_joined() const {
    return network_.is_running(newcomer_) && network_.height(newcomer_) == network_.height(0);
  }
  void expect_punished(std::size_t liar) {
    ASSERT_EQ(network_.punished.size(), 1u) << warnings(network_);
    EXPECT_EQ(network_.punished[0].by, newcomer_);
    EXPECT_EQ(network_.punished[0].whom, liar);
    EXPECT_NE(warnings(network_).find("node-" + std::to_string(liar)), std::string::npos);
  }

  Network network_;
  std::size_t newcomer_ = 4;
};

}  // namespace kula::tests
