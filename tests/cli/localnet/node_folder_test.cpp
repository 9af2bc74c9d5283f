#include "cli/localnet/node_folder.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/text_file.h"
#include "node/api/limits.h"
#include "node/config.h"

namespace kula::cli::localnet {
namespace {

namespace fs = std::filesystem;

class NodeFolderTest : public testing::Test {
 protected:
  NodeFolderTest() { fs::create_directories(folder_); }
  ~NodeFolderTest() override { fs::remove_all(folder_); }

  // As kulad understands what was written.
  Expected<node::Config, std::string> understood(const NodeConfig& config) {
    EXPECT_TRUE(write_config(folder_, config));
    return node::read_config(folder_ + "/kulad.toml");
  }

  const std::string folder_ =
      (fs::canonical(testing::TempDir()) / ("kula-node-" + std::to_string(::getpid()))).string();
};

TEST_F(NodeFolderTest, WhatIsWrittenIsWhatTheNodeReads) {
  const auto config = understood({"127.0.0.1:9000", "0.0.0.0:9001", 100, 40, "blocks"});
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->http.port, 9000);
  EXPECT_EQ(config->peers.host, "0.0.0.0");
  EXPECT_EQ(config->peers.port, 9001);
  EXPECT_EQ(config->consensus.base_delta_ms, 100u);
  EXPECT_EQ(config->snapshot.interval_blocks, 40u);
  EXPECT_EQ(config->sync, node::Sync::blocks);
}

TEST_F(NodeFolderTest, WhatWasNotChosenIsNotWritten) {
  ASSERT_TRUE(understood({"127.0.0.1:9000", "127.0.0.1:9001"}));
  const auto text = read_text_file(folder_ + "/kulad.toml");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->find("sync"), std::string::npos) << *text;
  EXPECT_EQ(text->find("snapshot"), std::string::npos) << *text;
}

TEST_F(NodeFolderTest, TheNodeTakesEveryWordAndLimitOfTheCommands) {
  for (const std::uint64_t interval : {std::uint64_t{0}, api::kMaxSnapshotInterval}) {
    for (const auto* sync : {"snapshot", "blocks"}) {
      const auto config = understood({"127.0.0.1:9000", "127.0.0.1:9001", 300, interval, sync});
      ASSERT_TRUE(config) << config.error();
      EXPECT_EQ(config->snapshot.interval_blocks, interval);
    }
  }
}

}  // namespace
}  // namespace kula::cli::localnet
