#include "node/io/clock.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "tests/node/io/full_disk.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {
namespace {

class ClockTest : public testing::Test {
 protected:
  tests::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "clock-offset").string();
};

TEST_F(ClockTest, RemembersItsOffset) {
  {
    auto clock = Clock::open(path_);
    ASSERT_TRUE(clock);
    const auto before = clock->now();
    ASSERT_TRUE(clock->advance(8 * kDayMs));
    EXPECT_GE(clock->now().wall, after(before.wall, 8 * kDayMs));
    EXPECT_LT(clock->now().steady_ms - before.steady_ms, kDayMs);
    EXPECT_FALSE(clock->advance(UINT64_MAX));
  }
  EXPECT_EQ(Clock::open(path_)->offset_ms(), 8 * kDayMs);
}

// An offset that is lost would let block times fall back.
TEST_F(ClockTest, AnOffsetThatCannotBeReadIsNotTakenForNone) {
  std::ofstream(path_) << "soon";
  EXPECT_FALSE(Clock::open(path_));
  std::ofstream(path_) << std::string(100, '1');
  EXPECT_FALSE(Clock::open(path_));
  std::filesystem::remove(path_);
  EXPECT_TRUE(Clock::open(path_)) << "never advanced";
  std::filesystem::create_directory(path_);
  EXPECT_FALSE(Clock::open(path_));
}

TEST_F(ClockTest, StandsWhereItWasWhenTheDiskIsFull) {
  auto clock = Clock::open(path_);
  ASSERT_TRUE(clock);
  ASSERT_TRUE(clock->advance(kDayMs));
  {
    const FullDisk full(1);
    EXPECT_FALSE(clock->advance(kDayMs));
  }
  EXPECT_EQ(clock->offset_ms(), kDayMs);
  EXPECT_EQ(Clock::open(path_)->offset_ms(), kDayMs);
}

// Power may fail after the new offset was written aside and before it took its name.
TEST_F(ClockTest, ACrashBetweenWritingAndRenamingLeavesTheOldOffset) {
  ASSERT_TRUE(Clock::open(path_)->advance(kDayMs));
  std::ofstream(path_ + ".new") << "17";
  EXPECT_EQ(Clock::open(path_)->offset_ms(), kDayMs);
  ASSERT_TRUE(Clock::open(path_)->advance(kDayMs));
  EXPECT_EQ(Clock::open(path_)->offset_ms(), 2 * kDayMs);
}

}  // namespace
}  // namespace kula::io
