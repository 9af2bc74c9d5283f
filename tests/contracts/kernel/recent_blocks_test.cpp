// The ring of recent block ids (R18): what a rule may ask about the chain's end.
#include "contracts/kernel/recent_blocks.h"

#include <gtest/gtest.h>

#include "contracts/kernel/tables.h"
#include "ledger/crypto/sha256.h"

namespace kula::contracts {
namespace {

types::BlockId id_of(std::uint64_t height) {
  return {crypto::sha256(as_bytes("block " + std::to_string(height))).bytes};
}

class RecentBlocksTest : public testing::Test {
 protected:
  // Block `height`, on top of all before.
  [[nodiscard]] static execution::BlockContext block(std::uint64_t height) {
    return {{}, Height{height}, TimeMs{height}, id_of(height - 1)};
  }
  void run_blocks(std::uint64_t last) {
    for (std::uint64_t height = 1; height <= last; ++height) remember_parent(state_, block(height));
  }

  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
};

TEST_F(RecentBlocksTest, KnowNothingOfTheBlockItselfAndOfLaterOnes) {
  run_blocks(9);
  EXPECT_EQ(recent_block(state_, block(10), Height{10}), std::nullopt);
  EXPECT_EQ(recent_block(state_, block(10), Height{11}), std::nullopt);
  EXPECT_EQ(recent_block(state_, block(10), Height{UINT64_MAX}), std::nullopt);
}

TEST_F(RecentBlocksTest, KnowTheParentAndAllBeforeItDownToGenesis) {
  run_blocks(9);
  for (std::uint64_t height = 0; height < 10; ++height)
    EXPECT_EQ(recent_block(state_, block(10), Height{height}), id_of(height)) << height;
  const state::Overlay fresh(nothing_);
  EXPECT_EQ(recent_block(fresh, block(1), Height{0}), id_of(0));
}

TEST_F(RecentBlocksTest, ForgetWhatIsOlderAndKeepNoMoreRows) {
  const std::uint64_t last = 2 * kRecentBlockCount + 17;
  run_blocks(last);
  const auto next_block = block(last + 1);
  const std::uint64_t oldest = last - kRecentBlockCount;
  EXPECT_EQ(recent_block(state_, next_block, Height{oldest}), id_of(oldest));
  EXPECT_EQ(recent_block(state_, next_block, Height{oldest - 1}), std::nullopt);
  EXPECT_EQ(recent_block(state_, next_block, Height{0}), std::nullopt);
  std::size_t rows = 0;
  kRecentBlocks.scan(state_, [&](const auto&, const RecentBlock&) {
    ++rows;
    return true;
  });
  EXPECT_EQ(rows, kRecentBlockCount);
}

}  // namespace
}  // namespace kula::contracts
