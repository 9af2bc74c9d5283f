#include "cli/commands/config_options.h"

#include <gtest/gtest.h>

namespace kula::cli {
namespace {

Result<localnet::SnapshotInterval> interval(const std::string& typed) {
  return snapshot_interval_of(Arguments({{"snapshot-interval", {typed}}}));
}

Result<std::string> sync(const std::string& typed) { return sync_of(Arguments({{"sync", {typed}}})); }

// Three lines, each of which says something.
void expect_usage_error(const Error& error, const std::string& option) {
  EXPECT_EQ(error.exit, ExitCode::usage);
  EXPECT_NE(error.what.find(option), std::string::npos) << error.what;
  EXPECT_FALSE(error.cause.empty());
  EXPECT_FALSE(error.next.empty());
}

TEST(ConfigOptions, WhatIsNotGivenIsLeftToTheNode) {
  const Arguments none({});
  const auto interval = snapshot_interval_of(none);
  ASSERT_TRUE(interval);
  EXPECT_FALSE(interval->has_value());
  const auto sync = sync_of(none);
  ASSERT_TRUE(sync);
  EXPECT_EQ(*sync, "");
}

TEST(ConfigOptions, AnIntervalIsAnyThatANodeTakesAndZeroMeansNever) {
  for (const std::uint64_t blocks : {0u, 1u, 40u, 1'000'000u}) {
    const auto read = interval(std::to_string(blocks));
    ASSERT_TRUE(read) << blocks;
    EXPECT_EQ(*read, blocks);
  }
}

TEST(ConfigOptions, AnIntervalThatANodeWouldRefuseIsAUsageError) {
  for (const auto* typed : {"1000001", "-1", "+40", "040", "4e1", "40.0", "often", "", " 40"}) {
    const auto read = interval(typed);
    ASSERT_FALSE(read) << typed;
    expect_usage_error(read.error(), "--snapshot-interval");
  }
}

TEST(ConfigOptions, SyncTakesTheTwoWordsOfTheFileAndNoOther) {
  for (const auto* word : {"snapshot", "blocks"}) {
    const auto read = sync(word);
    ASSERT_TRUE(read) << word;
    EXPECT_EQ(*read, word);
  }
  for (const auto* typed : {"snapshots", "block", "Blocks", "fast", ""}) {
    const auto read = sync(typed);
    ASSERT_FALSE(read) << typed;
    expect_usage_error(read.error(), "--sync");
  }
}

}  // namespace
}  // namespace kula::cli
