#include "cli/localnet/network.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/key_store.h"
#include "cli/localnet/node_folder.h"

namespace kula::cli::localnet {
namespace {

namespace fs = std::filesystem;

class NetworkTest : public testing::Test {
 protected:
  NetworkTest() { fs::create_directories(folder_); }
  ~NetworkTest() override { fs::remove_all(folder_); }

  // The part of a node's folder that find_network reads.
  void make_node(const std::string& name, std::uint16_t port) {
    fs::create_directories(folder_ + "/" + name);
    const auto listen = "127.0.0.1:" + std::to_string(port);
    ASSERT_TRUE(write_config(folder_ + "/" + name, {listen, "127.0.0.1:9", 100}));
  }

  const std::string folder_ =
      (fs::canonical(testing::TempDir()) / ("kula-network-" + std::to_string(::getpid()))).string();
};

TEST_F(NetworkTest, AnEmptyOrMissingFolderHoldsNoNetwork) {
  EXPECT_FALSE(find_network(folder_).exists());
  const auto missing = find_network(folder_ + "/missing");
  EXPECT_FALSE(missing.exists());
  EXPECT_EQ(missing.folder, folder_ + "/missing");
  EXPECT_EQ(missing.port, kDefaultPort);
}

TEST_F(NetworkTest, AFolderWithoutAConfigurationIsNoNode) {
  make_node("node-1", 9000);
  fs::create_directories(folder_ + "/node-2");  // an addition that was interrupted
  make_node("node-3", 9004);
  EXPECT_EQ(find_network(folder_).nodes.size(), 1u);
}

TEST_F(NetworkTest, NodesListenOnTwoPortsEachFromTheFirstOnesUp) {
  make_node("node-1", 9000);
  make_node("node-2", 9002);
  make_node("node-3", 9004);
  const auto network = find_network(folder_);
  ASSERT_EQ(network.nodes.size(), 3u);
  EXPECT_EQ(network.nodes[0].url(), "http://127.0.0.1:9000");
  EXPECT_EQ(network.nodes[2].url(), "http://127.0.0.1:9004");
  EXPECT_EQ(network.nodes[2].peers_endpoint(), "127.0.0.1:9005");
  EXPECT_EQ(network.nodes[2].config_file(), folder_ + "/node-3/kulad.toml");
}

TEST_F(NetworkTest, ANodeIsFoundByItsNameOnly) {
  make_node("node-1", 9000);
  make_node("node-2", 9002);
  const auto network = find_network(folder_);
  const auto found = find_nodes(network, {"node-2", "node-1"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->front().name, "node-2");
  for (const auto* name : {"node-3", "node-0", "2", ""}) {
    const auto none = find_nodes(network, {"node-1", name});
    ASSERT_FALSE(none) << name;
    EXPECT_EQ(none.error().exit, ExitCode::not_found);
  }
}

TEST_F(NetworkTest, TheNetworkInUseIsThatOfTheKeysOnlyWhenTheNodeIsOneOfItsOwn) {
  make_node("node-1", 9000);
  make_node("node-2", 9002);
  Settings settings;
  settings.keys_dir = folder_ + "/keys";
  settings.node = "http://127.0.0.1:9002";
  EXPECT_EQ(network_in_use(settings).nodes.size(), 2u);
  settings.node = "http://127.0.0.1:9004";
  EXPECT_FALSE(network_in_use(settings).exists());
}

}  // namespace
}  // namespace kula::cli::localnet
