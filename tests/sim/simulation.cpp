#include "tests/sim/simulation.h"

#include "genesis/devnet.h"
#include "tests/sim/signature_memo.h"

namespace kula::sim {

Simulation::Simulation(SimulationOptions options)
    : options_(std::move(options)),
      random_(options_.seed),
      chain_(Chain::of(options_.size)),
      oracle_(chain_, scheduler_),
      network_(
          scheduler_, random_.fork(), options_.network,
          {[this](HostNumber host, const engine::PeerId& peer) { nodes_[host]->peer_connected(peer); },
           [this](HostNumber host, const engine::PeerId& peer) { nodes_[host]->peer_disconnected(peer); },
           [this](HostNumber host, const engine::PeerId& peer, const auto& bytes) {
             nodes_[host]->peer_message(peer, bytes);
           }}),
      surroundings_{chain_,      scheduler_,        network_,         oracle_,
                    transcript_, options_.settings, options_.verbose, [this](Node& node) { ended(node); },
                    nullptr} {
  const auto& members = chain_.members();
  const auto add = [this](const Member& member, bool is_honest) {
    const auto number = network_.add_host(member.peer);
    std::optional<crypto::PublicKey> key;
    if (member.key_holder) key = Chain::secret_key(*member.key_holder).public_key();
    oracle_.add_host(member, key, is_honest);
    const auto skew = options_.skews_ms.find(number);
    const Node::Clock clock{skew == options_.skews_ms.end() ? 0 : skew->second, random_.below(1'000'000)};
    nodes_.push_back(std::make_unique<Node>(surroundings_, number, member, clock, random_.fork()));
  };
  for (std::size_t i = 0; i < members.size(); ++i) add(members[i], !options_.byzantine.contains(i));
  for (const auto& [i, kind] : options_.byzantine) {
    nodes_[i]->set_behaviour(byzantine::make_behaviour(kind, *nodes_[i]));
    if (kind != byzantine::Kind::twin) continue;
    add(members[i], false);
    nodes_.back()->set_behaviour(byzantine::make_behaviour(kind, *nodes_.back()));
  }
  for (std::size_t i = 0; i < options_.clients; ++i)
    clients_.push_back(
        std::make_unique<Client>(surroundings_, client_handle(i), honest(), options_.pace, random_.fork()));
  steward_ = std::make_unique<Client>(surroundings_, std::string(genesis::kDevnetOperator), honest(),
                                      options_.pace, random_.fork());
  steward_->stop();  // sends what it is told to, no transfers
}

Simulation::~Simulation() {
  for (auto& node : nodes_) node->crash();  // the engines answer their clients no more
  forget_signatures();
}

void Simulation::start_all() {
  for (auto& node : nodes_) {
    scheduler_.in(random_.below(500 * kMs), [&node] {
      if (!node->is_running()) node->start();
    });
  }
}

void Simulation::run_for(Micros duration) {
  const auto end = scheduler_.now() + duration;
  while (oracle_.faults().empty() && scheduler_.step(end)) continue;
}

bool Simulation::run_until(const std::function<bool()>& holds, Micros limit) {
  const auto end = scheduler_.now() + limit;
  while (oracle_.faults().empty()) {
    if (holds()) return true;
    if (!scheduler_.step(end)) return holds();
  }
  return false;
}

std::vector<Node*> Simulation::honest() {
  std::vector<Node*> result;
  for (auto& node : nodes_) {
    if (node->is_honest() && !node->is_lost()) result.push_back(node.get());
  }
  return result;
}

std::vector<Node*> Simulation::running_honest() {
  auto result = honest();
  std::erase_if(result, [](const Node* node) { return !node->is_running(); });
  return result;
}

void Simulation::ended(Node& node) {
  const bool is_fault =
      !node.failure().empty() && node.is_honest() && !node.was_refused() && !(may_stop && may_stop(node));
  if (is_fault) oracle_.fault(node.member().name + " stopped: " + node.failure());
  if (!options_.restarts) return;
  scheduler_.in(random_.between(100 * kMs, options_.max_downtime), [this, &node] {
    if (options_.restarts && !node.is_running() && !node.is_lost()) node.start();
  });
}

void Simulation::restart_all() {
  for (auto& node : nodes_) {
    if (!node->is_running() && !node->is_lost()) node->start();
  }
}

void Simulation::start_clients() {
  for (auto& client : clients_) client->start();
}

void Simulation::stop_clients() {
  for (auto& client : clients_) client->stop();
}

bool Simulation::clients_are_idle() const {
  return steward_->is_idle() &&
         std::all_of(clients_.begin(), clients_.end(), [](const auto& client) { return client->is_idle(); });
}

bool Simulation::is_level() {
  const auto nodes = honest();
  return std::all_of(nodes.begin(), nodes.end(), [this](const Node* node) {
    return node->is_running() && oracle_.height_of(node->number()) == oracle_.height();
  });
}

}  // namespace kula::sim
