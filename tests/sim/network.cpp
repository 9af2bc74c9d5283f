#include "tests/sim/network.h"

#include "ledger/base/check.h"

namespace kula::sim {

namespace {

constexpr Micros kShunned = 10 * kSecond;   // after a punishment
constexpr Micros kReset = 5 * kMs;          // a killed process: the kernel says so at once
constexpr Micros kUnnoticed = 3 * kSecond;  // a cut cable: until keep-alives fail

}  // namespace

HostNumber Network::add_host(const engine::PeerId& peer) {
  const auto number = hosts_.size();
  hosts_.push_back({peer, false, {}, {}, {}});
  groups_.push_back(0);
  for (HostNumber other = 0; other < number; ++other) links_[key(other, number)] = {};
  return number;
}

void Network::host_up(HostNumber host) {
  hosts_[host].is_up = true;
  for (HostNumber other = 0; other < hosts_.size(); ++other) {
    if (other != host) try_later(host, other, random_.between(1, 200) * kMs);
  }
}

void Network::host_down(HostNumber host) {
  hosts_[host].is_up = false;
  for (HostNumber other = 0; other < hosts_.size(); ++other) {
    if (other != host && links_[key(host, other)].is_up)
      disconnect(host, other, random_.chance(500) ? kReset : kUnnoticed);
  }
  hosts_[host].registry.clear();
  hosts_[host].shunned_until.clear();
}

void Network::set_registry(HostNumber host, const std::vector<types::NodeEntry>& nodes) {
  auto& self = hosts_[host];
  self.registry.clear();
  for (const auto& node : nodes) self.registry.insert(node.tls_key);
  for (HostNumber other = 0; other < hosts_.size(); ++other) {
    if (other == host) continue;
    const bool is_known = self.registry.contains(hosts_[other].peer);
    if (links_[key(host, other)].is_up && !is_known) disconnect(host, other, kReset);  // T1
    if (is_known) try_later(host, other, random_.between(1, 200) * kMs);
  }
}

void Network::punish(HostNumber host, const engine::PeerId& peer) {
  ++punished_;
  auto& self = hosts_[host];
  self.shunned_until[peer] = scheduler_.now() + kShunned;
  const auto found = self.connected.find(peer);
  if (found != self.connected.end()) disconnect(host, found->second, kReset);
}

void Network::partition(std::vector<std::uint8_t> groups) {
  KULA_CHECK(groups.size() == hosts_.size(), "a partition names every host");
  groups_ = std::move(groups);
  for (auto& [hosts, link] : links_) {
    if (link.is_up && !is_reachable(hosts.first, hosts.second))
      disconnect(hosts.first, hosts.second, kUnnoticed);
  }
}

void Network::cut(HostNumber a, HostNumber b) {
  links_[key(a, b)].is_cut = true;
  if (links_[key(a, b)].is_up) disconnect(a, b, kUnnoticed);
}

void Network::heal() {
  groups_.assign(hosts_.size(), 0);
  for (auto& [hosts, link] : links_) link.is_cut = false;
}

void Network::break_connection(HostNumber a, HostNumber b) {
  if (links_[key(a, b)].is_up) disconnect(a, b, kReset);
}

bool Network::is_connected(HostNumber a, HostNumber b) const { return links_.at(key(a, b)).is_up; }

bool Network::is_reachable(HostNumber a, HostNumber b) const {
  return groups_[a] == groups_[b] && !links_.at(key(a, b)).is_cut;
}

bool Network::may_connect(HostNumber a, HostNumber b) const {
  const auto agrees = [this](const Host& self, const Host& other) {
    const auto shunned = self.shunned_until.find(other.peer);
    return self.is_up && self.registry.contains(other.peer) && !self.connected.contains(other.peer) &&
           (shunned == self.shunned_until.end() || shunned->second <= scheduler_.now());
  };
  return hosts_[a].peer != hosts_[b].peer && is_reachable(a, b) && agrees(hosts_[a], hosts_[b]) &&
         agrees(hosts_[b], hosts_[a]) && links_.at(key(a, b)).free_at <= scheduler_.now();
}

void Network::try_later(HostNumber a, HostNumber b, Micros delay) {
  auto& link = links_[key(a, b)];
  if (link.is_trying || link.is_up) return;
  link.is_trying = true;
  scheduler_.in(delay, [this, a, b] {
    auto& again = links_[key(a, b)];
    again.is_trying = false;
    if (again.is_up || !hosts_[a].is_up || !hosts_[b].is_up) return;  // host_up() tries again
    if (may_connect(a, b)) return connect(a, b);
    try_later(a, b, random_.between(100 * kMs, parameters_.max_reconnect));
  });
}

void Network::connect(HostNumber a, HostNumber b) {
  auto& link = links_[key(a, b)];
  link.is_up = true;
  const auto life = ++link.life;
  hosts_[a].connected[hosts_[b].peer] = b;
  hosts_[b].connected[hosts_[a].peer] = a;
  const auto tell = [&](HostNumber host, HostNumber other, Pipe& incoming) {
    incoming = {};
    incoming.opens = scheduler_.now() + random_.between(0, parameters_.max_delay);
    scheduler_.at(incoming.opens, [this, host, other, life] {
      const auto& then = links_[key(host, other)];
      if (then.is_up && then.life == life) receiver_.connected(host, hosts_[other].peer);
    });
  };
  tell(std::max(a, b), std::min(a, b), link.pipes[0]);
  tell(std::min(a, b), std::max(a, b), link.pipes[1]);
}

void Network::disconnect(HostNumber a, HostNumber b, Micros max_notice) {
  auto& link = links_[key(a, b)];
  link.is_up = false;
  ++link.life;
  hosts_[a].connected.erase(hosts_[b].peer);
  hosts_[b].connected.erase(hosts_[a].peer);
  const auto notice_a = random_.between(0, max_notice);
  const auto notice_b = random_.between(0, max_notice);
  link.free_at = scheduler_.now() + std::max(notice_a, notice_b) + 1;
  tell_disconnected(a, hosts_[b].peer, notice_a);
  tell_disconnected(b, hosts_[a].peer, notice_b);
  try_later(a, b, std::max(notice_a, notice_b) + random_.between(10 * kMs, parameters_.max_reconnect));
}

void Network::tell_disconnected(HostNumber host, const engine::PeerId& peer, Micros delay) {
  scheduler_.in(delay, [this, host, peer] {
    // A connection with the other twin may have been made meanwhile.
    if (!hosts_[host].connected.contains(peer)) receiver_.disconnected(host, peer);
  });
}

void Network::send(HostNumber from, const engine::PeerId& to, engine::Lane lane,
                   std::shared_ptr<const Bytes> bytes) {
  ++sent_;
  const auto found = hosts_[from].connected.find(to);
  if (found == hosts_[from].connected.end()) return;
  const auto other = found->second;
  if (loses && loses(from, other, *bytes)) return;
  if (random_.chance(parameters_.drop_permille)) return;
  if (random_.chance(parameters_.break_permille)) return disconnect(from, other, kReset);
  if (random_.chance(parameters_.duplicate_permille))
    deliver(from, other, lane, bytes, random_.below(2 * kSecond));
  deliver(from, other, lane, std::move(bytes), 0);
}

void Network::deliver(HostNumber from, HostNumber to, engine::Lane lane, std::shared_ptr<const Bytes> bytes,
                      Micros extra) {
  auto& link = links_[key(from, to)];
  auto& pipe = link.pipes[from < to ? 0 : 1];
  auto delay = random_.between(parameters_.min_delay, parameters_.max_delay) + extra;
  if (random_.chance(parameters_.slow_permille)) delay += random_.below(parameters_.max_slow + 1);
  auto arrives = std::max(scheduler_.now() + delay, pipe.opens + 1);
  if (extra == 0) {  // in order; a duplicate is not
    auto& last = pipe.last[static_cast<std::size_t>(lane)];
    arrives = last = std::max(arrives, last + 1);
  }
  scheduler_.at(arrives, [this, from, to, life = link.life, bytes = std::move(bytes)] {
    if (links_[key(from, to)].life != life) return;
    receiver_.message(to, hosts_[from].peer, bytes);
  });
}

}  // namespace kula::sim
