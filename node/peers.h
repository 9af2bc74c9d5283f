// A node's peers put together: its TLS key, its port and its links, between an engine and the world.
#pragma once

#include "node/config.h"
#include "node/engine/engine.h"
#include "node/io/clock.h"
#include "node/io/peer_network.h"

namespace kula::node {

class Peers {
 public:
  // Reads the TLS key and binds the port. Without a key a node has no peers; then it cannot listen. Errors
  // say what to do. REQUIRES context and log outlive this.
  [[nodiscard]] static Expected<std::unique_ptr<Peers>, std::string> open(boost::asio::io_context& context,
                                                                          engine::Log& log,
                                                                          const Config& config,
                                                                          const types::ChainId& chain);

  [[nodiscard]] engine::Transport& transport();
  // REQUIRES engine and clock outlive this, or stop() was called.
  void start(engine::Engine& engine, const io::Clock& clock);
  void stop();

  [[nodiscard]] std::optional<std::uint16_t> port() const { return port_; }  // nothing: it does not listen
  [[nodiscard]] io::PeerNetwork* network() { return network_.get(); }        // nullptr: there is no TLS key

 private:
  Peers() = default;
  std::optional<std::uint16_t> port_;
  std::unique_ptr<engine::Transport> none_;
  std::unique_ptr<io::PeerNetwork> network_;
  std::unique_ptr<io::PeerEvents> events_;
};

}  // namespace kula::node
