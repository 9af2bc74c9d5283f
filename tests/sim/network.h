// The simulated network: connections between hosts that keep the order of a lane, lose everything under way
// when they break, and come back. Whole messages are lost too, as a peer that does not read loses them. Twins
// (two hosts with one peer id) are one peer to everybody else: a host is connected with one of them at a
// time.
#pragma once

#include <array>
#include <map>
#include <set>

#include "node/engine/ports.h"
#include "tests/sim/random.h"
#include "tests/sim/scheduler.h"

namespace kula::sim {

using HostNumber = std::size_t;

struct NetworkParameters {
  Micros min_delay = 1 * kMs;
  Micros max_delay = 20 * kMs;
  std::uint64_t slow_permille = 0;  // of messages: up to max_slow more
  Micros max_slow = 0;
  std::uint64_t drop_permille = 0;       // of messages
  std::uint64_t duplicate_permille = 0;  // of messages: once more, later
  std::uint64_t break_permille = 0;      // of messages: the connection breaks instead
  Micros max_reconnect = 2 * kSecond;
};

class Network {
 public:
  struct Receiver {
    std::function<void(HostNumber, const engine::PeerId&)> connected;
    std::function<void(HostNumber, const engine::PeerId&)> disconnected;
    std::function<void(HostNumber, const engine::PeerId&, const std::shared_ptr<const Bytes>&)> message;
  };
  // REQUIRES the scheduler outlives this.
  Network(Scheduler& scheduler, Random random, NetworkParameters parameters, Receiver receiver)
      : scheduler_(scheduler), random_(random), parameters_(parameters), receiver_(std::move(receiver)) {}

  HostNumber add_host(const engine::PeerId& peer);
  void host_up(HostNumber host);
  void host_down(HostNumber host);  // its process is gone

  // --- what a host's transport does
  void send(HostNumber from, const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> bytes);
  void set_registry(HostNumber host, const std::vector<types::NodeEntry>& nodes);
  void punish(HostNumber host, const engine::PeerId& peer);

  // --- disturbances
  void set_parameters(const NetworkParameters& parameters) { parameters_ = parameters; }
  // Hosts of different groups cannot reach each other.
  void partition(std::vector<std::uint8_t> groups);
  // One direction pair by hand, on top of the groups.
  void cut(HostNumber a, HostNumber b);
  void heal();
  void break_connection(HostNumber a, HostNumber b);
  // Asked before each message; true loses it.
  std::function<bool(HostNumber from, HostNumber to, ByteView bytes)> loses;

  [[nodiscard]] bool is_connected(HostNumber a, HostNumber b) const;
  [[nodiscard]] std::uint64_t sent() const { return sent_; }
  [[nodiscard]] std::uint64_t punished() const { return punished_; }

 private:
  struct Host {
    engine::PeerId peer;
    bool is_up = false;
    std::set<engine::PeerId> registry;
    std::map<engine::PeerId, Micros> shunned_until;
    std::map<engine::PeerId, HostNumber> connected;  // as far as the network goes; the engine hears later
  };
  struct Pipe {                    // one direction
    std::array<Micros, 3> last{};  // of a lane: when its last message arrives
    Micros opens = 0;              // nothing arrives before the receiver knows of the connection
  };
  struct Link {
    bool is_up = false;
    bool is_cut = false;
    bool is_trying = false;
    std::uint64_t life = 0;     // what was sent in an earlier one never arrives
    Micros free_at = 0;         // both ends know of the last break
    std::array<Pipe, 2> pipes;  // from the lower to the higher host, and back
  };
  using LinkKey = std::pair<HostNumber, HostNumber>;

  [[nodiscard]] static LinkKey key(HostNumber a, HostNumber b) { return std::minmax(a, b); }
  [[nodiscard]] bool may_connect(HostNumber a, HostNumber b) const;
  [[nodiscard]] bool is_reachable(HostNumber a, HostNumber b) const;
  void try_later(HostNumber a, HostNumber b, Micros delay);
  void connect(HostNumber a, HostNumber b);
  void disconnect(HostNumber a, HostNumber b, Micros max_notice);
  void deliver(HostNumber from, HostNumber to, engine::Lane lane, std::shared_ptr<const Bytes> bytes,
               Micros extra);
  void tell_disconnected(HostNumber host, const engine::PeerId& peer, Micros delay);

  Scheduler& scheduler_;
  Random random_;
  NetworkParameters parameters_;
  Receiver receiver_;
  std::vector<Host> hosts_;
  std::map<LinkKey, Link> links_;
  std::vector<std::uint8_t> groups_;
  std::uint64_t sent_ = 0;
  std::uint64_t punished_ = 0;
};

}  // namespace kula::sim
