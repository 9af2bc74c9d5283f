// Who is connected, which of them validates, and how a message gets to them. Engine's thread.
#pragma once

#include <map>
#include <set>

#include "node/engine/peer_message.h"
#include "node/engine/ports.h"

namespace kula::engine {

class Peers {
 public:
  // REQUIRES transport outlives this.
  explicit Peers(Transport& transport) : transport_(transport) {}

  // The registry and the validators of the current epoch; tells the transport when the registry is another.
  void set_nodes(std::vector<types::NodeEntry> nodes, const types::ValidatorSet& set);
  void connected(const PeerId& peer) { connected_.insert(peer); }
  void disconnected(const PeerId& peer) { connected_.erase(peer); }

  [[nodiscard]] const std::set<PeerId>& all() const { return connected_; }
  [[nodiscard]] bool is_connected(const PeerId& peer) const { return connected_.contains(peer); }
  [[nodiscard]] std::optional<PeerId> validator(std::uint8_t index) const;
  // The registered name, or the key's hex digits for somebody who has left the registry.
  [[nodiscard]] std::string name(const PeerId& peer) const;

  void send(const PeerId& to, Lane lane, const PeerMessage& message);
  void broadcast(Lane lane, const PeerMessage& message);
  void punish(const PeerId& peer, std::string_view reason) { transport_.punish(peer, reason); }

 private:
  Transport& transport_;
  std::vector<types::NodeEntry> nodes_;
  bool told_ = false;
  std::map<std::uint8_t, PeerId> validators_;
  std::set<PeerId> connected_;
};

}  // namespace kula::engine
