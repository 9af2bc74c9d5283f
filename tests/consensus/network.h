// A network of machines in one process: virtual time, a deterministic queue, disks and ledgers that survive a
// crash, and an oracle over all votes ever sent or made durable. It judges by types/ alone, never by the
// machine's own state.
#pragma once

#include <functional>
#include <set>

#include "consensus/machine.h"
#include "tests/consensus/committee.h"

namespace kula::consensus::testing {

// What is durable of one ledger, and what it has executed since it started.
class FakeLedger {
 public:
  // The validators after each height at which they change.
  using Changes = std::map<std::uint64_t, types::ValidatorSet>;
  FakeLedger(const types::BlockHeader& genesis, const types::ValidatorSet& first, const Changes& changes)
      : first_(&first), changes_(&changes), chain_{genesis} {}
  // The validators of the block after this height.
  [[nodiscard]] const types::ValidatorSet& set_after(Height height) const;
  // Valid when the state root and the next validators are those that follow from its parent.
  [[nodiscard]] CheckResult execute(const BlockPointer& block);
  void commit(const types::BlockId& id, const types::FinalityProof& proof);
  void forget_executed() { executed_.clear(); }
  // R21: the validators from the tip on, whatever the changes say.
  void adopt(const types::RecoveryPointer& recovery);
  // What the epoch after the tip began with, when it was a recovery.
  [[nodiscard]] std::optional<EpochRecovery> recovery() const;
  // The block with the recovery that it has to name, or as it is.
  [[nodiscard]] BlockPointer completed(types::Block block) const;
  [[nodiscard]] const types::BlockHeader& tip() const { return chain_.back(); }
  [[nodiscard]] const std::vector<types::BlockHeader>& chain() const { return chain_; }
  [[nodiscard]] std::optional<types::FinalityProof> finality() const {
    return proofs_.empty() ? std::nullopt : std::optional(proofs_.back());
  }
  [[nodiscard]] const types::FinalityProof& finality_of(Height height) const {
    return proofs_.at(height.value - 1);
  }
  [[nodiscard]] const types::BlockHeader* header(const types::BlockId& id) const;
  [[nodiscard]] BlockPointer executed(const types::BlockId& id) const;

 private:
  const types::ValidatorSet* first_;
  const Changes* changes_;
  std::vector<types::BlockHeader> chain_;
  std::vector<types::FinalityProof> proofs_;  // of heights 1, 2, ...
  std::map<types::BlockId, BlockPointer> executed_;
  types::RecoveryPointer adopted_;
};

struct NetworkOptions {
  Timing timing{300, 2};
  DurationMs network_ms = 5;
  DurationMs execute_ms = 1;
  std::size_t rewrite_bytes = kRecordRewriteBytes;
  std::vector<std::size_t> first_members;                        // all, when empty
  std::map<std::uint64_t, std::vector<std::size_t>> membership;  // after which height, who validates
};

class Network {
 public:
  using Options = NetworkOptions;
  explicit Network(std::size_t size, Options options = {});

  void start(std::size_t node);  // from its disk
  // R21, the operator's command on a crashed node: ledger and record; or the ledger alone, as a running node
  // does that meets the recovery in a block.
  void recover(std::size_t node, const types::RecoveryPointer& recovery);
  void recover_running(std::size_t node, const types::RecoveryPointer& recovery);
  void wipe(std::size_t node);  // REQUIRES a crashed one: its record is lost, its ledger is not (R9)
  void crash(std::size_t node);
  void start_all();
  // Every ledger should reach this height: what the pool holds. Wakes the nodes in `only`, or all.
  void want_height(std::uint64_t height, const std::vector<std::size_t>& only = {});
  void run_for(DurationMs duration);
  // Until every running node has the height; false when `limit` passes first.
  [[nodiscard]] bool run_to_height(std::uint64_t height, DurationMs limit);
  // Hands a message to one node, through bytes and verify().
  void deliver(std::size_t to, const Message& message);

  [[nodiscard]] Machine& machine(std::size_t node) { return *nodes_[node].machine; }
  [[nodiscard]] FakeLedger& ledger(std::size_t node) { return nodes_[node].ledger; }
  [[nodiscard]] Bytes& record(std::size_t node) { return nodes_[node].record; }
  [[nodiscard]] bool is_running(std::size_t node) const { return nodes_[node].machine.has_value(); }
  [[nodiscard]] std::optional<StopReason> stopped(std::size_t node) const { return nodes_[node].stopped; }
  [[nodiscard]] std::size_t armed_timers(std::size_t node) const { return nodes_[node].timers.size(); }
  [[nodiscard]] TimeMs now() const { return now_; }
  [[nodiscard]] const Committee& committee() const { return committee_; }

  // Every vote that this node made durable.
  [[nodiscard]] const std::vector<types::Vote>& votes_by(std::size_t node) const {
    return nodes_[node].votes;
  }

  // Counters and hooks of tests.
  std::size_t sent = 0;
  std::size_t persists = 0;
  std::size_t rewrites = 0;
  std::size_t builds = 0;
  std::size_t fetches = 0;  // of blocks or certificates
  std::size_t outputs = 0;
  std::vector<types::VoteKind> voted;  // kinds made durable, in order
  std::vector<Evidence> evidence;
  std::vector<types::Certificate> certificates;                                 // that were sent
  std::map<std::size_t, DurationMs> clock_skew;                                 // added to a node's clock
  std::function<bool(std::size_t from, std::size_t to, const Message&)> drops;  // true: lost
  // Before each output: true crashes the node there. A Persist may be torn: see torn_bytes.
  std::function<bool(std::size_t node, const Output&)> crashes_before;
  std::optional<std::size_t>
      torn_bytes;  // of the Persist at which a crash happens, this much reaches the disk

 private:
  struct Node {
    explicit Node(FakeLedger start) : ledger(std::move(start)) {}
    FakeLedger ledger;
    Bytes record;
    std::optional<RecordFormat> format;
    std::optional<Machine> machine;
    std::optional<StopReason> stopped;
    std::map<TimerKind, std::uint64_t> timers;  // kind -> ticket of the running one
    types::BlockId watched;
    std::uint64_t wanted_height = 0;
    std::uint64_t life = 0;  // crashes void what is under way
    std::set<std::string> durable_votes;
    std::vector<types::Vote> votes;
  };

  void at(DurationMs delay, std::size_t node, std::function<void()> action);
  void step(std::size_t node, decltype(Event::what) what);
  void perform(std::size_t node, std::size_t life, const std::vector<Output>& outputs);
  void on(std::size_t node, const Persist& output);
  void on(std::size_t node, const Send& output);
  void on(std::size_t node, const CheckBlock& output);
  void on(std::size_t node, const BuildBlock& output);
  void on(std::size_t node, const Commit& output);
  void on(std::size_t node, const SetTimer& output);
  void on(std::size_t node, const CancelTimer& output);
  void on(std::size_t node, const WatchWork& output);
  void on(std::size_t node, const RewriteRecord& output);
  void on(std::size_t node, const Evidence& output);
  void on(std::size_t node, const Stop& output);
  void on(std::size_t node, const FetchBlock& output);
  void on(std::size_t node, const FetchCertificates& output);
  void on(std::size_t node, const OpenEpoch& output);
  void answer_work(std::size_t node);
  // The node with this index in the set of the sender's epoch.
  [[nodiscard]] std::size_t node_of(const Machine& sender, std::uint8_t validator) const;
  [[nodiscard]] std::optional<std::uint8_t> index_of(std::size_t node) const;  // in its own epoch's set
  // Catch-up in one stroke, as the engine does it by ranges: blocks above the tip, each with its proof (R19).
  void catch_up(std::size_t node, std::size_t from);
  void judge_sent(std::size_t node, const types::Vote& vote);
  void judge_vote(const types::Vote& vote);

  Committee committee_;
  Options options_;
  types::ValidatorSet first_set_;
  FakeLedger::Changes changes_;
  SeededRandom random_{1};
  std::vector<Node> nodes_;
  TimeMs now_;
  std::uint64_t next_ticket_ = 1;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::function<void()>> queue_;
  std::map<std::pair<types::Epoch, Bytes>, VerifiedMessage> verified_;
  // The oracle: all votes ever sent or durable, by validator, view and kind; and the one chain.
  std::map<std::tuple<types::Epoch, std::uint8_t, types::View, types::VoteKind>, types::Vote> ever_;
  std::map<Height, types::BlockId> final_;
};

}  // namespace kula::consensus::testing
