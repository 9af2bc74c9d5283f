#include "node/config.h"

#include <gtest/gtest.h>

namespace kula::node {
namespace {

std::string error_of(const std::string& text) {
  const auto config = parse_config(text, "/etc/kula/kulad.toml");
  return config ? "" : config.error();
}

TEST(Config, NamesAnUnknownKeyAndTheLikelyOne) {
  const auto error = error_of("data_dir = \"d\"\n[http]\nlisten = \"127.0.0.1:1\"\nhots = []\n");
  EXPECT_NE(error.find("line 4"), std::string::npos) << error;
  EXPECT_NE(error.find("http.hots"), std::string::npos) << error;
  EXPECT_NE(error.find("did you mean hosts?"), std::string::npos) << error;
}

TEST(Config, OffersNothingWhenNoNameIsNear) {
  const auto error = error_of("data_dir = \"d\"\nfavourite_colour = \"blue\"\n");
  EXPECT_NE(error.find("there is no such key"), std::string::npos) << error;
  EXPECT_EQ(error.find("did you mean"), std::string::npos) << error;
}

TEST(Config, NeedsADataDirectory) { EXPECT_NE(error_of("").find("data_dir: is missing"), std::string::npos); }

TEST(Config, RefusesAnAddressThatOthersCanReach) {
  for (const std::string listen : {"0.0.0.0:8700", "192.168.1.2:8700", "[::]:8700", "127.0.0.1",
                                   "127.0.0.1:70000", "127.0.0.1:", ":8700", "example.org:80"}) {
    EXPECT_NE(error_of("data_dir = \"d\"\n[http]\nlisten = \"" + listen + "\"\n"), "") << listen;
  }
}

TEST(Config, RefusesValuesOfAnotherKindOrOutOfRange) {
  EXPECT_NE(error_of("data_dir = 7\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[consensus]\nbatch_wait_ms = -1\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[consensus]\nbatch_wait_ms = \"2\"\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[consensus]\nbase_delta_ms = 99\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[consensus]\nbatch_wait_ms = 101\nbase_delta_ms = 100\n"), "");
  EXPECT_EQ(error_of("data_dir = \"d\"\n[consensus]\nbatch_wait_ms = 100\nbase_delta_ms = 100\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[log]\nlevel = \"loud\"\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\nhttp = 3\n"), "");
}

TEST(Config, RefusesAPlaceForPeersThatIsNone) {
  for (const std::string listen : {"127.0.0.1", "127.0.0.1:70000", "127.0.0.1:", ":8701", "8701"}) {
    EXPECT_NE(error_of("data_dir = \"d\"\n[peers]\nlisten = \"" + listen + "\"\n"), "") << listen;
  }
  EXPECT_NE(error_of("data_dir = \"d\"\n[peers]\ndial = 1\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[peers]\nlistens = true\n").find("did you mean listen?"),
            std::string::npos);
}

TEST(Config, AsksForSnapshotsUnlessItSaysBlocks) {
  const auto config = parse_config("data_dir = \"d\"\n", "/k.toml");
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->sync, Sync::snapshot);
  EXPECT_EQ(config->snapshot.interval_blocks, 10'000u);
  const auto other =
      parse_config("data_dir = \"d\"\nsync = \"blocks\"\n[snapshot]\ninterval_blocks = 0\n", "/k.toml");
  ASSERT_TRUE(other) << other.error();
  EXPECT_EQ(other->sync, Sync::blocks);
  EXPECT_EQ(other->snapshot.interval_blocks, 0u);
  EXPECT_NE(error_of("data_dir = \"d\"\nsync = \"fast\"\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[snapshot]\ninterval_blocks = 1000001\n"), "");
  EXPECT_NE(error_of("data_dir = \"d\"\n[snapshot]\ninterval = 5\n"), "");
}

TEST(Config, PeersMayBeHeardOnAnyAddressAndAreNotByThemselves) {
  const auto config =
      parse_config("data_dir = \"d\"\n[peers]\nlisten = \"[::]:8701\"\ndial = false\n", "/k.toml");
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->peers.host, "::");
  EXPECT_EQ(config->peers.port, 8701);
  EXPECT_FALSE(config->peers.dial);
  const auto silent = parse_config("data_dir = \"d\"\n", "/k.toml");
  ASSERT_TRUE(silent) << silent.error();
  EXPECT_EQ(silent->peers.host, "");
  EXPECT_TRUE(silent->peers.dial);
}

TEST(Config, NamesTheLineOfASyntaxError) {
  EXPECT_NE(error_of("data_dir = \"d\"\n[http\n").find("line 2"), std::string::npos);
}

TEST(Config, ReadsAWholeFileAndFillsInTheRest) {
  const auto config = parse_config(
      "data_dir = \"data\"\n[http]\nlisten = \"[::1]:9000\"\nhosts = [\"node.example\"]\n[log]\nformat = "
      "\"json\"\n"
      "file = \"/var/log/kulad.log\"\n[consensus]\nbatch_wait_ms = 5\n[verifier]\nthreads = 3\n",
      "/etc/kula/kulad.toml");
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->data_dir, "/etc/kula/data");
  EXPECT_EQ(config->http.host, "::1");
  EXPECT_EQ(config->http.port, 9000);
  EXPECT_EQ(config->http.hosts, std::vector<std::string>{"node.example"});
  EXPECT_EQ(config->log.format, "json");
  EXPECT_EQ(config->log.level, "info");
  EXPECT_EQ(config->log.file, "/var/log/kulad.log");
  EXPECT_EQ(config->consensus.batch_wait_ms, 5u);
  EXPECT_EQ(config->consensus.heartbeat_ms, 60'000u);
  EXPECT_EQ(config->verifier_threads, 3u);
}

}  // namespace
}  // namespace kula::node
