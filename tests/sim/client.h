// A person with an account: sends real signed transactions (transfers, when nothing else is asked), one after
// the other, to any honest node that runs, the same one again until some node says that it is final. What was
// said is told to the oracle.
#pragma once

#include "node/api/transactions.h"
#include "tests/sim/node.h"

namespace kula::sim {

class Client {
 public:
  struct Pace {
    Micros min_think = 50 * kMs;
    Micros max_think = 1 * kSecond;
  };
  // `nodes` it may ask. REQUIRES all outlive this.
  Client(Surroundings& surroundings, std::string handle, std::vector<Node*> nodes, Pace pace, Random random);

  void start();
  void stop() { is_stopping_ = true; }  // after what is under way
  [[nodiscard]] bool is_idle() const { return !pending_; }
  // Sends one more transaction, first to this node. REQUIRES it is idle.
  void send_to(Node& node) { send_to(node, {transfer_to(client_handle(nonce_ % kClients))}); }
  void send_to(Node& node, std::vector<types::Action> actions);
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_; }

 private:
  void make(std::vector<types::Action> actions);
  void send(Node& node);
  void again(Micros delay);
  void renew_expired();
  void done();
  void answered(Node& node, std::uint64_t attempt, const Expected<api::SubmitResult, api::Problem>& result);
  [[nodiscard]] Node* any_node();

  Surroundings& surroundings_;
  std::string handle_;
  std::vector<Node*> nodes_;
  Pace pace_;
  Random random_;
  std::uint64_t nonce_ = 0;
  types::TransactionPointer pending_;
  std::vector<types::TransactionId> expired_;  // of the same nonce
  std::uint64_t attempt_ = 0;
  bool is_stopping_ = false;
  std::size_t acknowledged_ = 0;
};

}  // namespace kula::sim
