#include "node/io/peer_network.h"

#include <boost/asio/post.hpp>

namespace kula::io {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using engine::LogLevel;

PeerNetwork::PeerNetwork(asio::io_context& context, engine::Log& log, const TlsIdentity& identity,
                         const Settings& settings, std::unique_ptr<PeerListener> listener)
    : context_(context),
      log_(log),
      own_id_(identity.id()),
      tls_(identity),
      settings_(settings),
      listener_(std::move(listener)),
      timer_(context),
      stranger_lines_(kStrangerLinesBurst, kStrangerLinesPerSecond) {}

PeerNetwork::~PeerNetwork() {
  *alive_ = false;
  stop();
}

void PeerNetwork::start(PeerEvents& events) {
  events_ = &events;
  if (listener_) listener_->start([this](PeerLink::Socket socket) { accept(std::move(socket)); });
  tick();
}

void PeerNetwork::stop() {
  events_ = nullptr;
  timer_.cancel();
  if (listener_) listener_->stop();
  peers_.clear();
  for (const auto& link : std::exchange(links_, {})) link->disown();
}

// --- the engine's calls: they mark, and what follows from it happens in a handler of its own

void PeerNetwork::send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> message) {
  if (auto* peer = find(to); peer != nullptr && peer->link) peer->link->send(lane, std::move(message));
}

void PeerNetwork::set_registry(const std::vector<types::NodeEntry>& nodes) {
  std::set<engine::PeerId> named;
  bool is_named = false;
  for (const auto& node : nodes) {
    is_named = is_named || node.tls_key == own_id_;
    if (node.tls_key == own_id_) continue;
    named.insert(node.tls_key);
    auto& peer = peers_[node.tls_key];
    if (peer.entry.endpoint != node.endpoint) peer.dial_at_ms = 0;
    peer.entry = node;
    peer.is_registered = true;
  }
  for (auto& [id, peer] : peers_) peer.is_registered = named.contains(id);
  std::erase_if(peers_, [](const auto& one) {
    return !one.second.is_registered && !one.second.link && !one.second.dialled;
  });
  if (!is_named && !nodes.empty()) {
    log_.write(LogLevel::warning, "this node's TLS key " + own_id_.text() +
                                      " is not in the registry: peers refuse it until its operator has "
                                      "registered it (kula node register)");
  }
  for (const auto& link : links_) {
    if (link->peer() && !named.contains(*link->peer())) link->end(LinkEnd::dropped, "it left the registry");
  }
  asio::post(context_, [this, alive = alive_] {
    if (*alive && events_ != nullptr) dial_all(steady_now_ms());
  });
}

void PeerNetwork::punish(const engine::PeerId& id, std::string_view reason) {
  auto* peer = find(id);
  if (peer == nullptr) return;
  peer->punished_until_ms = steady_now_ms() + settings_.timeouts.punish_ms;
  for (const auto& link : links_) {
    if (link->peer() == id) link->end(LinkEnd::misbehaved, std::string(reason));
  }
}

std::optional<std::string> PeerNetwork::set_partition(const std::set<std::string>& names) {
  for (const auto& name : names) {
    const bool is_known = std::any_of(peers_.begin(), peers_.end(),
                                      [&](const auto& one) { return one.second.entry.name == name; });
    if (!is_known) return name;
  }
  cut_ = names;
  for (auto& [id, peer] : peers_) {
    peer.dial_at_ms = 0;
    if (!is_cut(peer)) continue;
    for (const auto& link : links_) {
      if (link->peer() == id) link->end(LinkEnd::dropped, "it is cut off");
    }
  }
  return std::nullopt;
}

// --- links come

void PeerNetwork::accept(PeerLink::Socket socket) {
  ErrorCode error;
  const auto address = socket.remote_endpoint(error).address().to_string(error);
  std::size_t strangers = 0;
  std::size_t from_there = 0;
  for (const auto& link : links_) {
    if (link->is_established() || link->is_dialled()) continue;
    ++strangers;
    if (link->address() == address) ++from_there;
  }
  if (error || strangers >= kMaxStrangers || from_there >= kMaxStrangersPerAddress) return;
  const auto link = make_link();
  link->accept(std::move(socket));
}

void PeerNetwork::dial(Peer& peer) {
  peer.dialled = make_link();
  peer.dialled->dial(peer.entry.endpoint, peer.entry.tls_key);
}

void PeerNetwork::dial_all(std::uint64_t now_ms) {
  if (!settings_.dials) return;
  for (auto& [id, peer] : peers_) {
    const bool may_be = peer.is_registered && !is_cut(peer) && now_ms >= peer.punished_until_ms;
    if (may_be && !peer.link && !peer.dialled && now_ms >= peer.dial_at_ms) dial(peer);
  }
}

std::shared_ptr<PeerLink> PeerNetwork::make_link() {
  auto link = std::make_shared<PeerLink>(context_, tls_, Hello{settings_.protocol, settings_.chain},
                                         settings_.timeouts, static_cast<LinkOwner&>(*this));
  links_.insert(link);
  return link;
}

std::optional<std::string> PeerNetwork::refusal_of(const PeerLink& link, const engine::PeerId& id) {
  if (link.peer() && *link.peer() != id) return "another node answers there, with the key " + id.text();
  if (id == own_id_) return "it uses this node's own key: one key must not be in two places";
  const auto now_ms = steady_now_ms();
  auto* peer = find(id);
  if (peer == nullptr || !peer->is_registered) return "its key " + id.text() + " is not in the registry";
  if (is_cut(*peer)) return peer->entry.name + " is cut off";
  if (now_ms < peer->punished_until_ms) return peer->entry.name + " misbehaved a moment ago";
  if (!peer->greetings.take(1, now_ms)) return peer->entry.name + " connects too often";
  const auto established =
      std::count_if(peers_.begin(), peers_.end(), [](const auto& one) { return one.second.link != nullptr; });
  if (!peer->entry.consensus_key && static_cast<std::size_t>(established) >= kMaxPeerLinks)
    return "there are too many connections";
  return std::nullopt;
}

// Both ends decide alike when both have dialled at once: what the smaller key dialled stays. An older link is
// no rival: a node that has one does not dial, so it has lost its end.
bool PeerNetwork::prefers(const PeerLink& newer, const PeerLink& older) const {
  if (newer.established_ms() > older.established_ms() + kSteadyLinkMs) return true;
  if (newer.is_dialled() == older.is_dialled()) return true;
  return newer.is_dialled() == (own_id_ < *newer.peer());
}

void PeerNetwork::link_established(PeerLink& link) {
  auto* peer = find(link.peer());
  if (peer == nullptr || !peer->is_registered) return link.end(LinkEnd::dropped, "it left the registry");
  const auto id = *link.peer();
  const bool replaces = peer->link != nullptr;
  if (replaces) {
    if (!prefers(link, *peer->link)) return link.end(LinkEnd::dropped, "another connection with it is there");
    std::exchange(peer->link, nullptr)->end(LinkEnd::dropped, "a newer connection takes its place");
    events_->disconnected(id);
    if (!link.is_established()) return;  // the engine may have changed the registry
  }
  if (!replaces) log_.write(LogLevel::info, "connected with " + peer->entry.name + " at " + link.address());
  peer->link = link.shared_from_this();
  peer->is_loss_told = false;
  if (peer->dialled.get() == &link) peer->dialled.reset();
  events_->connected(id);
}

void PeerNetwork::link_received(PeerLink& link, ByteView message) { events_->message(*link.peer(), message); }

// --- links go

void PeerNetwork::link_ended(PeerLink& link, LinkEnd why, const std::string& reason) {
  const auto kept = link.shared_from_this();
  links_.erase(kept);
  auto* peer = find(link.peer());
  tell_end(link, peer, why, reason);
  if (peer == nullptr) return;
  const auto now_ms = steady_now_ms();
  if (why == LinkEnd::misbehaved) peer->punished_until_ms = now_ms + settings_.timeouts.punish_ms;
  const bool was_dial = peer->dialled == kept;
  const bool was_link = peer->link == kept;
  if (!was_dial && !was_link) return;
  peer->dialled = was_dial ? nullptr : peer->dialled;
  peer->link = was_link ? nullptr : peer->link;
  const bool was_steady = was_link && now_ms > link.established_ms() + kSteadyLinkMs;
  if (was_steady) peer->redial_after_ms = kFirstRedialMs;
  peer->dial_at_ms = now_ms + (why == LinkEnd::refused ? kRefusedRedialMs : peer->redial_after_ms);
  peer->redial_after_ms = std::min(2 * peer->redial_after_ms, kMaxRedialMs);
  if (!peer->is_registered && !peer->link && !peer->dialled) peers_.erase(*link.peer());
  if (was_link) events_->disconnected(*link.peer());
}

void PeerNetwork::tell_end(const PeerLink& link, Peer* peer, LinkEnd why, const std::string& reason) {
  if (peer == nullptr) {
    if (stranger_lines_.take(1, steady_now_ms()))
      log_.write(LogLevel::info, "a connection from " + link.address() + " ended: " + reason);
    return;
  }
  const auto who = peer->entry.name + " (key " + link.peer()->text() + ", " + peer->entry.endpoint + ")";
  if (why == LinkEnd::misbehaved) {
    log_.write(LogLevel::warning, who + " misbehaved: " + reason);
  } else if (why == LinkEnd::refused) {
    log_.write(LogLevel::warning, "no connection with " + who + ": " + reason);
  } else if (peer->link.get() == &link) {
    log_.write(LogLevel::info, "disconnected from " + peer->entry.name + ": " + reason);
  } else if (link.established_ms() == 0 && !peer->link && !std::exchange(peer->is_loss_told, true)) {
    log_.write(LogLevel::info, "cannot connect with " + who + " yet: " + reason);
  }
}

void PeerNetwork::tick() {
  const auto now_ms = steady_now_ms();
  for (const auto& link : links_) link->tick(now_ms);
  dial_all(now_ms);
  timer_.expires_after(std::chrono::milliseconds(kPeerTickMs));
  timer_.async_wait([this, alive = alive_](ErrorCode error) {
    if (!error && *alive && events_ != nullptr) tick();
  });
}

PeerNetwork::Peer* PeerNetwork::find(const std::optional<engine::PeerId>& id) {
  const auto found = id ? peers_.find(*id) : peers_.end();
  return found == peers_.end() ? nullptr : &found->second;
}

}  // namespace kula::io
