// A few nodes of the toy chain in one process and in virtual time: engines over wires that a test can cut,
// listen to and lie on. What survives a crash (store, record) stays with its node. Nodes are numbered:
// validators first, in the order of their set, then observers.
#pragma once

#include <functional>

#include "ledger/storage/memory_store.h"
#include "node/engine/engine.h"
#include "tests/node/toy/toy_contracts.h"

namespace kula::tests {

enum class Disturbance : std::uint8_t;  // world.h

class Network {
 public:
  struct Size {
    std::size_t validators = 4;
    std::size_t observers = 0;
    std::size_t strangers = 0;  // nodes with a consensus key that does not validate yet
  };
  explicit Network(Size size);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // --- nodes
  void start(std::size_t node);
  void kill(std::size_t node);
  void start_all();
  void wipe(std::size_t node);  // its store, not its record. REQUIRES that it does not run
  // How each node makes and uses snapshots; read when it starts.
  std::function<engine::SnapshotSettings(std::size_t node)> snapshots;
  // What happens to the next write of a node's store; the process is told of a failure, and gives up.
  std::function<std::optional<Disturbance>(std::size_t node)> on_store_write;
  std::vector<std::size_t> failed;              // nodes that gave up
  std::map<std::size_t, std::size_t> restarts;  // by themselves, to or from being filled
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] bool is_running(std::size_t node) const;
  [[nodiscard]] engine::Engine& engine(std::size_t node);
  [[nodiscard]] const ledger::Ledger& chain(std::size_t node) const;
  [[nodiscard]] Height height(std::size_t node) const { return chain(node).tip().height; }
  [[nodiscard]] engine::PeerId id(std::size_t node) const;
  [[nodiscard]] const crypto::SecretKey& consensus_key(std::size_t node) const;
  [[nodiscard]] const types::ChainId& chain_id() const { return genesis_.chain_id; }
  // The rules of the genesis with the first `validators` of all consensus keys.
  [[nodiscard]] ToyRules rules(std::size_t validators) const;

  // --- recovery (R21)
  // For these nodes as validators after the tip of `at`, signed by the first `signers` of all people.
  [[nodiscard]] types::SignedRecovery recovery(std::size_t at, const std::vector<std::size_t>& validators,
                                               std::size_t signers = 6) const;
  // The operator's command. REQUIRES a node that was killed.
  void recover(std::size_t node, const types::SignedRecovery& recovery);

  // --- time
  [[nodiscard]] engine::Now now(std::size_t node) const;
  void run_for(DurationMs ms);
  // False when it is still not so after `limit_ms`.
  [[nodiscard]] bool run_until(const std::function<bool()>& holds, DurationMs limit_ms);
  [[nodiscard]] bool run_to_height(std::uint64_t height, DurationMs limit_ms);
  std::map<std::size_t, std::int64_t> clock_skew_ms;  // added to a node's wall clock
  std::map<std::size_t, DurationMs> verify_ms;        // what a node takes for signatures; none when absent

  // --- people
  [[nodiscard]] types::TransactionPointer make(std::size_t person, std::uint64_t nonce,
                                               const types::Action& action) const;
  [[nodiscard]] types::TransactionPointer make_badly_signed(std::size_t person, std::uint64_t nonce) const;
  void submit(std::size_t node, const types::TransactionPointer& transaction);
  // Transactions one after the other until the chain of `node` has grown by so many blocks.
  void grow(std::size_t node, std::uint64_t blocks);
  [[nodiscard]] std::uint64_t counter(std::size_t node, std::size_t person) const;

  // --- wires
  void cut(std::size_t a, std::size_t b);
  void heal(std::size_t a, std::size_t b);
  [[nodiscard]] bool is_connected(std::size_t a, std::size_t b) const;
  // Bytes that `from` says to `to`, whatever its engine thinks of it.
  void say(std::size_t from, std::size_t to, Bytes bytes);
  void say(std::size_t from, std::size_t to, const engine::PeerMessage& message) {
    say(from, to, engine::encode_peer_message(message));
  }
  // What becomes of a message: it may be changed in place; false loses it.
  std::function<bool(std::size_t from, std::size_t to, engine::PeerMessage& message)> on_wire;
  struct Punished {
    std::size_t by = 0;
    std::size_t whom = 0;
    std::string reason;
  };
  std::vector<Punished> punished;
  std::vector<std::string> warnings;        // of all nodes, at least warnings
  std::map<std::size_t, std::size_t> said;  // messages that arrived, by kind (place in PeerMessage)
  std::map<std::size_t, std::map<types::TransactionId, std::size_t>> verified;  // by node: how often

 private:
  struct Node;
  struct Ports;
  class Store;
  void start(std::size_t number, std::optional<engine::FoundSnapshot> snapshot);
  void at(std::uint64_t ms, std::function<void()> action);
  void send(std::size_t from, std::size_t to, const Bytes& bytes);
  void connect(std::size_t a, std::size_t b);
  void disconnect(std::size_t a, std::size_t b);

  std::vector<crypto::SecretKey> people_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::unique_ptr<ToyContracts> contracts_;
  ledger::GenesisState genesis_;

  std::uint64_t now_ms_ = 0;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::function<void()>> events_;  // by time and order
  std::uint64_t event_count_ = 0;
  std::set<std::pair<std::size_t, std::size_t>> cut_;        // pairs, the smaller first
  std::set<std::pair<std::size_t, std::size_t>> connected_;  // same
  std::uint64_t grown_ = 0;
  std::map<std::size_t, std::vector<types::BlockId>> begun_;  // snapshots, by the process that runs
};

// All warnings, a line each: what a test shows when it fails.
[[nodiscard]] std::string warnings(const Network& network);
// Two nodes' tips are one block with one state.
[[nodiscard]] bool is_same_chain(const Network& network, std::size_t a, std::size_t b);
// How many messages of this kind arrived.
template <class T>
[[nodiscard]] std::size_t said(const Network& network) {
  const auto found = network.said.find(engine::PeerMessage(T{}).index());
  return found == network.said.end() ? 0 : found->second;
}

}  // namespace kula::tests
