#include "node/engine/peers.h"

#include <gtest/gtest.h>

namespace kula::engine {
namespace {

class CountingTransport final : public Transport {
 public:
  void send(const PeerId&, Lane, std::shared_ptr<const Bytes>) override { ++sent; }
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const PeerId&, std::string_view) override {}
  std::size_t sent = 0;
};

class NoLog final : public Log {
 public:
  void write(LogLevel, std::string_view) override {}
};

// R8: whoever has failed to write is over, whatever was under way.
TEST(Peers, AreToldNothingAfterTheNodeHasFallenSilent) {
  CountingTransport transport;
  NoLog log;
  Metrics metrics;
  Peers peers(transport, log, metrics);
  const PeerId peer{};
  peers.connected(peer);
  peers.send(peer, Lane::sync, BodyRequest{});
  peers.broadcast(Lane::sync, BodyRequest{});
  EXPECT_EQ(transport.sent, 2u);
  peers.fall_silent();
  peers.send(peer, Lane::sync, BodyRequest{});
  peers.broadcast(Lane::sync, BodyRequest{});
  EXPECT_EQ(transport.sent, 2u);
}

}  // namespace
}  // namespace kula::engine
