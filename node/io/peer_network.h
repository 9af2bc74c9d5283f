// The engine's transport: links to every node of the registry, at most one each, kept up for as long as the
// registry names it. Engine's thread; every call from the engine returns at once and calls nothing back.
#pragma once

#include <map>
#include <set>

#include "node/io/limits.h"
#include "node/io/peer_link.h"
#include "node/io/peer_listener.h"

namespace kula::io {

// Who is told; the engine, with a reading of the clocks.
class PeerEvents {
 public:
  virtual ~PeerEvents() = default;
  virtual void connected(const engine::PeerId& peer) = 0;
  virtual void disconnected(const engine::PeerId& peer) = 0;
  virtual void message(const engine::PeerId& peer, ByteView message) = 0;
};

class PeerNetwork final : public engine::Transport, private LinkOwner {
 public:
  // Without a listener nobody reaches this node; without `dials` it reaches nobody.
  struct Settings {
    types::ChainId chain;
    bool dials = true;
    std::uint16_t protocol = kPeerProtocol;
    PeerTimeouts timeouts;
  };
  // REQUIRES context and log outlive this. Nothing happens before start().
  PeerNetwork(boost::asio::io_context& context, engine::Log& log, const TlsIdentity& identity,
              const Settings& settings, std::unique_ptr<PeerListener> listener);
  ~PeerNetwork() override;
  PeerNetwork(const PeerNetwork&) = delete;
  PeerNetwork& operator=(const PeerNetwork&) = delete;

  // REQUIRES events outlive this, or stop() was called.
  void start(PeerEvents& events);
  // Ends all links and makes none; `events` is told nothing more.
  void stop();

  void send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> message) override;
  void set_registry(const std::vector<types::NodeEntry>& nodes) override;
  void punish(const engine::PeerId& peer, std::string_view reason) override;

  // Development networks: cuts the links to these nodes until told otherwise. The first name that is not
  // registered is answered, and nothing is changed.
  [[nodiscard]] std::optional<std::string> set_partition(const std::set<std::string>& names);

  [[nodiscard]] std::size_t links() const { return links_.size(); }  // of strangers too

 private:
  // A node of the registry other than this one, or one that has left it and whose links are ending.
  struct Peer {
    types::NodeEntry entry;
    bool is_registered = true;
    std::shared_ptr<PeerLink> link;     // established
    std::shared_ptr<PeerLink> dialled;  // being made, by us
    std::uint64_t redial_after_ms = kFirstRedialMs;
    std::uint64_t dial_at_ms = 0;
    std::uint64_t punished_until_ms = 0;
    engine::TokenBucket greetings{kGreetingsBurst, kGreetingsPerSecond};
    bool is_loss_told = false;  // in the log, once until it is connected again
  };

  // LinkOwner
  [[nodiscard]] std::optional<std::string> refusal_of(const PeerLink& link,
                                                      const engine::PeerId& peer) override;
  void link_established(PeerLink& link) override;
  void link_received(PeerLink& link, ByteView message) override;
  void link_ended(PeerLink& link, LinkEnd why, const std::string& reason) override;

  void accept(PeerLink::Socket socket);
  void dial(Peer& peer);
  void dial_all(std::uint64_t now_ms);
  void tick();
  void tell_end(const PeerLink& link, Peer* peer, LinkEnd why, const std::string& reason);
  [[nodiscard]] Peer* find(const std::optional<engine::PeerId>& id);
  [[nodiscard]] std::shared_ptr<PeerLink> make_link();
  [[nodiscard]] bool is_cut(const Peer& peer) const { return cut_.contains(peer.entry.name); }
  [[nodiscard]] bool prefers(const PeerLink& newer, const PeerLink& older) const;

  boost::asio::io_context& context_;
  engine::Log& log_;
  engine::PeerId own_id_;
  TlsContext tls_;
  Settings settings_;
  std::unique_ptr<PeerListener> listener_;
  boost::asio::steady_timer timer_;
  PeerEvents* events_ = nullptr;

  std::map<engine::PeerId, Peer> peers_;
  std::set<std::shared_ptr<PeerLink>> links_;
  std::set<std::string> cut_;
  engine::TokenBucket stranger_lines_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // handlers look whether this is still here
};

}  // namespace kula::io
