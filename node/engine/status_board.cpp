#include "node/engine/status_board.h"

#include <algorithm>

namespace kula::engine {

StatusMessage StatusBoard::status(const Now& now) const {
  return {ledger_.tip(), ledger_.finality(ledger_.tip().height), machine_.view(), now.wall};
}

void StatusBoard::connected(const PeerId& peer, const Now& now) {
  told_ms_.erase(peer);
  tell(peer, now);
}

void StatusBoard::disconnected(const PeerId& peer) {
  claims_.erase(peer);
  told_ms_.erase(peer);
  clocks_.forget(peer);
}

void StatusBoard::receive(const PeerId& peer, const StatusMessage& message, const Now& now) {
  has_heard_ = true;
  clocks_.note(peer, message.now, now);
  claims_[peer] = {message.tip.height, types::epoch_after(message.tip), message.view};
  if (message.tip.height < ledger_.tip().height) tell(peer, now);
}

void StatusBoard::tell(const PeerId& peer, const Now& now) {
  const auto [place, is_new] = told_ms_.try_emplace(peer, now.steady_ms);
  if (!is_new && now.steady_ms < place->second + kStatusAnswerMs) return;
  place->second = now.steady_ms;
  peers_.send(peer, Lane::sync, status(now));
}

// When blocks have come since the last time, sooner.
std::optional<std::uint64_t> StatusBoard::due_ms() const {
  if (peers_.all().empty()) return std::nullopt;
  return said_ms_ + (said_tip_ == ledger_.tip_id() ? kIdleStatusMs : kStatusMs);
}

void StatusBoard::tick(const Now& now) {
  const auto due = due_ms();
  if (!due || now.steady_ms < *due) return;
  said_ms_ = now.steady_ms;
  said_tip_ = ledger_.tip_id();
  peers_.broadcast(Lane::sync, status(now));
  clocks_.check(now);  // most have been heard by now
}

const StatusBoard::Claim* StatusBoard::claim(const PeerId& peer) const {
  const auto found = claims_.find(peer);
  return found == claims_.end() ? nullptr : &found->second;
}

Height StatusBoard::highest() const {
  Height highest;
  for (const auto& [peer, claim] : claims_) highest = std::max(highest, claim.height);
  return highest;
}

Height StatusBoard::credible() const {
  std::vector<Height> heights;
  for (const auto& [peer, claim] : claims_) {
    if (peers_.is_validator(peer)) heights.push_back(claim.height);
  }
  std::sort(heights.rbegin(), heights.rend());
  const auto f = machine_.context()->set.max_faulty();
  return heights.size() > f ? heights[f] : Height{};
}

api::PeerView StatusBoard::view_of(const types::NodeEntry& node, const Now& now) const {
  api::PeerView view;
  view.name = node.name;
  view.tls_key = node.tls_key;
  view.consensus_key = node.consensus_key;
  view.endpoint = node.endpoint;
  view.validator = peers_.is_validator(node.tls_key);
  view.connected = peers_.is_connected(node.tls_key);
  if (const auto* said = claim(node.tls_key)) {
    view.height = said->height;
    view.epoch = said->epoch;
    view.view = said->view;
    view.lag = ledger_.tip().height.value - std::min(ledger_.tip().height, said->height).value;
  }
  if (const auto ahead = clocks_.ahead_ms(node.tls_key)) {
    view.clock_ahead_ms = static_cast<std::uint64_t>(std::max<std::int64_t>(*ahead, 0));
    view.clock_behind_ms = static_cast<std::uint64_t>(std::max<std::int64_t>(-*ahead, 0));
  }
  const auto traffic = peers_.traffic(node.tls_key);
  view.bytes_in = traffic.bytes_in;
  view.bytes_out = traffic.bytes_out;
  if (traffic.heard_at_ms) view.heard_ms = now.steady_ms - *traffic.heard_at_ms;
  return view;
}

api::PeerList StatusBoard::list(const std::optional<crypto::PublicKey>& own_key, const Now& now) const {
  api::PeerList list;
  std::set<PeerId> left = peers_.all();
  for (const auto& node : peers_.nodes()) {
    list.peers.push_back(view_of(node, now));
    list.peers.back().own = own_key && node.consensus_key == own_key;
    left.erase(node.tls_key);
  }
  for (const auto& peer : left) list.peers.push_back(view_of({peers_.name(peer), peer, {}, {}}, now));
  return list;
}

}  // namespace kula::engine
