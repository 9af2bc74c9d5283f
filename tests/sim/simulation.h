// A network of nodes and clients in one process, driven by one seed. A test drives it by hand; random_run.h
// by chance.
#pragma once

#include "tests/sim/byzantine/behaviour.h"
#include "tests/sim/client.h"

namespace kula::sim {

struct SimulationOptions {
  std::uint64_t seed = 1;
  Chain::Size size;
  NetworkParameters network;
  engine::Settings settings{{100, 2}, 60'000, true, "sim"};
  std::map<std::size_t, byzantine::Kind> byzantine;  // by the number of a validator
  std::map<std::size_t, std::int64_t> skews_ms;      // of wall clocks, by node
  std::size_t clients = 4;
  Client::Pace pace;
  Micros max_downtime = 3 * kSecond;  // after a crash, when the nodes restart by themselves
  bool restarts = true;
  bool verbose = false;
};

class Simulation {
 public:
  explicit Simulation(SimulationOptions options);
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;
  ~Simulation();

  void start_all();
  void run_for(Micros duration);
  // Until it holds (looked at after every event); false when it does not within `limit` or after a fault.
  [[nodiscard]] bool run_until(const std::function<bool()>& holds, Micros limit);

  [[nodiscard]] const SimulationOptions& options() const { return options_; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }  // twins' second machines come last
  [[nodiscard]] Node& node(std::size_t number) { return *nodes_[number]; }
  [[nodiscard]] Client& client(std::size_t number) { return *clients_[number]; }
  // The account that operates all nodes (genesis/devnet.h).
  [[nodiscard]] Client& steward() { return *steward_; }
  [[nodiscard]] Network& network() { return network_; }
  [[nodiscard]] Oracle& oracle() { return oracle_; }
  [[nodiscard]] Scheduler& scheduler() { return scheduler_; }
  [[nodiscard]] Transcript& transcript() { return transcript_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] const Chain& chain() const { return chain_; }
  [[nodiscard]] std::vector<Node*> honest();  // but for those that are lost for good
  [[nodiscard]] std::vector<Node*> running_honest();

  [[nodiscard]] bool is_sound() const { return oracle_.faults().empty(); }
  [[nodiscard]] std::size_t max_faulty() const { return (options_.size.validators - 1) / 3; }

  void set_restarts(bool restarts) { options_.restarts = restarts; }
  // Starts every node that is down.
  void restart_all();
  void start_clients();
  void stop_clients();
  [[nodiscard]] bool clients_are_idle() const;
  // Every honest node runs and has everything that is final anywhere.
  [[nodiscard]] bool is_level();
  // An honest node that stops by itself is a fault, unless this says otherwise.
  std::function<bool(Node&)> may_stop;
  // Asked for each batch of a signing record before it is written.
  void set_append_fault(Surroundings::AppendFault fault) { surroundings_.append_fault = std::move(fault); }

 private:
  void ended(Node& node);

  SimulationOptions options_;
  Random random_;
  const Chain& chain_;
  Scheduler scheduler_;
  Transcript transcript_;
  Oracle oracle_;
  Network network_;
  Surroundings surroundings_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::unique_ptr<Client> steward_;
};

}  // namespace kula::sim
