// Who is connected, which of them validates, and how a message gets to them. Engine's thread.
#pragma once

#include <map>
#include <set>

#include "node/engine/metrics.h"
#include "node/engine/peer_message.h"
#include "node/engine/ports.h"

namespace kula::engine {

// Of messages, since this node started.
struct Traffic {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::optional<std::uint64_t> heard_at_ms;  // steady clock
};

class Peers {
 public:
  // REQUIRES all outlive this.
  Peers(Transport& transport, Log& log, Metrics& metrics)
      : transport_(transport), log_(log), metrics_(metrics) {}

  // The registry and the validators of the current epoch; tells the transport when the registry is another.
  void set_nodes(std::vector<types::NodeEntry> nodes, const types::ValidatorSet& set);
  void connected(const PeerId& peer) { connected_.insert(peer); }
  void disconnected(const PeerId& peer) { connected_.erase(peer); }

  [[nodiscard]] const std::vector<types::NodeEntry>& nodes() const { return nodes_; }
  [[nodiscard]] const std::set<PeerId>& all() const { return connected_; }
  [[nodiscard]] bool is_connected(const PeerId& peer) const { return connected_.contains(peer); }
  [[nodiscard]] std::optional<PeerId> validator(std::uint8_t index) const;
  [[nodiscard]] bool is_validator(const PeerId& peer) const;
  // A few of those that are connected, others each time.
  [[nodiscard]] std::vector<PeerId> some(std::size_t count);
  // The registered name, or the key's hex digits for somebody who has left the registry.
  [[nodiscard]] std::string name(const PeerId& peer) const;

  // From now on nothing is said: the process ends (R8).
  void fall_silent() { is_silent_ = true; }
  void send(const PeerId& to, Lane lane, const PeerMessage& message);
  void heard(const PeerId& peer, std::size_t bytes, const Now& now);
  [[nodiscard]] Traffic traffic(const PeerId& peer) const;
  void broadcast(Lane lane, const PeerMessage& message);
  // Drops the connection, by name and with the reason in the log.
  void punish(const PeerId& peer, std::string_view reason);

 private:
  Transport& transport_;
  Log& log_;
  Metrics& metrics_;
  std::vector<types::NodeEntry> nodes_;
  bool told_ = false;
  bool is_silent_ = false;
  std::map<std::uint8_t, PeerId> validators_;
  std::set<PeerId> connected_;
  std::map<PeerId, Traffic> traffic_;  // of registered nodes, also those that left
  PeerId last_;                        // that some() named
};

}  // namespace kula::engine
