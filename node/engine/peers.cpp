#include "node/engine/peers.h"

#include <algorithm>

namespace kula::engine {

void Peers::set_nodes(std::vector<types::NodeEntry> nodes, const types::ValidatorSet& set) {
  if (!told_ || nodes != nodes_) {
    nodes_ = std::move(nodes);
    told_ = true;
    transport_.set_registry(nodes_);
  }
  validators_.clear();
  for (const auto& node : nodes_) {
    const auto index = node.consensus_key ? set.index_of(*node.consensus_key) : std::nullopt;
    if (index) validators_.emplace(*index, node.tls_key);
  }
}

std::optional<PeerId> Peers::validator(std::uint8_t index) const {
  const auto found = validators_.find(index);
  if (found == validators_.end()) return std::nullopt;
  return found->second;
}

bool Peers::is_validator(const PeerId& peer) const {
  return std::any_of(validators_.begin(), validators_.end(),
                     [&](const auto& entry) { return entry.second == peer; });
}

std::vector<PeerId> Peers::some(std::size_t count) {
  std::vector<PeerId> chosen;
  auto at = connected_.upper_bound(last_);
  while (chosen.size() < std::min(count, connected_.size())) {
    if (at == connected_.end()) at = connected_.begin();
    last_ = *at++;
    chosen.push_back(last_);
  }
  return chosen;
}

std::string Peers::name(const PeerId& peer) const {
  const auto found = std::find_if(nodes_.begin(), nodes_.end(),
                                  [&](const types::NodeEntry& node) { return node.tls_key == peer; });
  return found == nodes_.end() ? peer.text() : found->name;
}

void Peers::send(const PeerId& to, Lane lane, const PeerMessage& message) {
  if (is_silent_ || !is_connected(to)) return;
  auto bytes = std::make_shared<const Bytes>(encode_peer_message(message));
  traffic_[to].bytes_out += bytes->size();
  transport_.send(to, lane, std::move(bytes));
}

void Peers::heard(const PeerId& peer, std::size_t bytes, const Now& now) {
  auto& traffic = traffic_[peer];
  traffic.bytes_in += bytes;
  traffic.heard_at_ms = now.steady_ms;
}

Traffic Peers::traffic(const PeerId& peer) const {
  const auto found = traffic_.find(peer);
  return found == traffic_.end() ? Traffic{} : found->second;
}

void Peers::punish(const PeerId& peer, std::string_view reason) {
  if (!is_connected(peer)) return;
  ++metrics_.peers_punished;
  log_.write(LogLevel::warning, "peer " + name(peer) + " is dropped: " + std::string(reason));
  disconnected(peer);
  transport_.punish(peer, reason);
}

void Peers::broadcast(Lane lane, const PeerMessage& message) {
  if (is_silent_ || connected_.empty()) return;
  const auto bytes = std::make_shared<const Bytes>(encode_peer_message(message));
  for (const auto& peer : connected_) {
    traffic_[peer].bytes_out += bytes->size();
    transport_.send(peer, lane, bytes);
  }
}

}  // namespace kula::engine
