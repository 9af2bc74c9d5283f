#include "node/peers.h"

#include <filesystem>

#include "node/keys.h"

namespace kula::node {

namespace {

// A node without a TLS key: a network of one.
class NoPeers final : public engine::Transport {
 public:
  void send(const engine::PeerId&, engine::Lane, std::shared_ptr<const Bytes>) override {}
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const engine::PeerId&, std::string_view) override {}
};

class EngineEvents final : public io::PeerEvents {
 public:
  EngineEvents(engine::Engine& engine, const io::Clock& clock) : engine_(engine), clock_(clock) {}
  void connected(const engine::PeerId& peer) override { engine_.peer_connected(peer, clock_.now()); }
  void disconnected(const engine::PeerId& peer) override { engine_.peer_disconnected(peer, clock_.now()); }
  void message(const engine::PeerId& peer, ByteView message) override {
    engine_.peer_message(peer, message, clock_.now());
  }

 private:
  engine::Engine& engine_;
  const io::Clock& clock_;
};

}  // namespace

Expected<std::unique_ptr<Peers>, std::string> Peers::open(boost::asio::io_context& context, engine::Log& log,
                                                          const Config& config, const types::ChainId& chain) {
  auto peers = std::unique_ptr<Peers>(new Peers());
  peers->none_ = std::make_unique<NoPeers>();
  const auto path = tls_key_path(config.data_dir);
  std::error_code ignored;
  if (config.peers.host.empty() && !std::filesystem::exists(path, ignored)) {
    log.write(engine::LogLevel::info, "there is no " + path + ": this node has no peers");
    return peers;
  }
  const auto identity = io::TlsIdentity::read(path);
  if (!identity) return fail(identity.error());
  std::unique_ptr<io::PeerListener> listener;
  if (!config.peers.host.empty()) {
    auto bound = io::PeerListener::listen(context, config.peers.host, config.peers.port);
    if (!bound) return fail(bound.error());
    listener = std::move(*bound);
    peers->port_ = listener->port();
    log.write(engine::LogLevel::info, "peers reach this node, key " + identity->id().text() + ", at " +
                                          config.peers.host + " port " + std::to_string(listener->port()));
  }
  peers->network_ = std::make_unique<io::PeerNetwork>(
      context, log, *identity, io::PeerNetwork::Settings{chain, config.peers.dial, io::kPeerProtocol, {}},
      std::move(listener));
  return peers;
}

engine::Transport& Peers::transport() {
  if (network_) return *network_;
  return *none_;
}

void Peers::start(engine::Engine& engine, const io::Clock& clock) {
  if (!network_) return;
  events_ = std::make_unique<EngineEvents>(engine, clock);
  network_->start(*events_);
}

void Peers::stop() {
  if (network_) network_->stop();
}

}  // namespace kula::node
