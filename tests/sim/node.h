// One simulated machine with one process: the real engine over fake ports, a disk that survives it, clocks of
// its own. The process may end at any write; the simulation decides when it comes back.
#pragma once

#include "node/engine/engine.h"
#include "tests/sim/chain.h"
#include "tests/sim/disk.h"
#include "tests/sim/memory.h"
#include "tests/sim/network.h"
#include "tests/sim/oracle.h"
#include "tests/sim/transcript.h"

namespace kula::sim {

namespace byzantine {
class Behaviour;
}

// What every node of a simulation lives in.
struct Surroundings {
  const Chain& chain;
  Scheduler& scheduler;
  Network& network;
  Oracle& oracle;
  Transcript& transcript;
  engine::Settings settings;
  bool verbose = false;
  std::function<void(class Node&)> ended;  // its process, by itself or in a crash
  using AppendFault =
      std::function<std::optional<WriteFault>(class Node&, const std::vector<consensus::RecordEntry>&)>;
  AppendFault append_fault;  // of a directed test, or nothing
};

// The signing record of a key that was never used, or that lost it (R9).
[[nodiscard]] Bytes new_record(const Chain& chain, const Member& member, bool is_wiped, Random& random);

class Node final : engine::Transport,
                   engine::Timers,
                   engine::SignatureVerifier,
                   engine::BlockWriter,
                   engine::Log,
                   engine::Supervisor,
                   consensus::AuxiliaryRandom {
 public:
  struct Clock {
    std::int64_t skew_ms = 0;         // of the wall clock
    std::uint64_t steady_origin = 0;  // where the steady clock stood at the simulation's start
  };
  // A node without a key in `member` is an observer. REQUIRES the surroundings outlive this.
  Node(Surroundings& surroundings, HostNumber number, const Member& member, Clock clock, Random random);
  ~Node() override;

  // --- the process
  void start();  // from what is durable
  void crash();  // at once, wherever it is
  [[nodiscard]] bool is_running() const { return engine_ != nullptr; }
  // Why it ended by itself; empty when it did not.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  // It did so, or should have, because a write failed.
  [[nodiscard]] bool was_refused() const { return was_refused_; }
  // Both clocks of a process that runs.
  [[nodiscard]] engine::Now now() const;
  // Other contracts than everybody's, from the next start on. REQUIRES it outlives this.
  void set_processor(const execution::Processor& processor) { processor_ = &processor; }

  // --- the machine
  [[nodiscard]] Disk& disk() { return disk_; }
  [[nodiscard]] const Disk& disk() const { return disk_; }
  void wipe(bool record, bool store);  // REQUIRES it is not running
  void lose();                         // for good, with its disk
  [[nodiscard]] bool is_lost() const { return is_lost_; }
  // `kulad tool recover` (R21). False when it was refused, or a planned fault ended it. REQUIRES it is not
  // running.
  bool recover(const types::SignedRecovery& recovery);
  // The fault of the n-th write from now on; 0 is the next.
  void plan_fault(std::uint64_t writes_from_now, WriteFault fault);
  void cancel_fault() { planned_.reset(); }
  [[nodiscard]] bool has_planned_fault() const { return planned_.has_value(); }

  // --- events from the world. Nothing happens while it does not run.
  void peer_connected(const engine::PeerId& peer);
  void peer_disconnected(const engine::PeerId& peer);
  void peer_message(const engine::PeerId& peer, const std::shared_ptr<const Bytes>& bytes);
  using Answered = std::function<void(Expected<api::SubmitResult, api::Problem>)>;
  void submit(const types::TransactionPointer& transaction, DurationMs timeout_ms, const Answered& answered);

  [[nodiscard]] const Member& member() const { return member_; }
  [[nodiscard]] HostNumber number() const { return number_; }
  [[nodiscard]] const engine::Engine& engine() const { return *engine_; }  // REQUIRES running
  [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }              // REQUIRES running
  [[nodiscard]] Surroundings& surroundings() { return surroundings_; }
  [[nodiscard]] Random& random() { return random_; }

  // What its process keeps in memory.
  [[nodiscard]] std::uint64_t memory() const { return memory_of(memory_owner()); }
  [[nodiscard]] std::uint64_t memory_at_start() const { return memory_at_start_; }

  // --- of a Byzantine validator
  void set_behaviour(std::unique_ptr<byzantine::Behaviour> behaviour);
  [[nodiscard]] bool is_honest() const { return behaviour_ == nullptr; }
  // Past its behaviour.
  void really_send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> bytes);
  // Peers that the engine believes to be connected.
  [[nodiscard]] const std::set<engine::PeerId>& peers() const { return peers_; }

 private:
  [[nodiscard]] MemoryOwner memory_owner() const { return static_cast<MemoryOwner>(number_ + 1); }
  // Runs `action` on the engine and notices when the process ended in it.
  template <class Action>
  void enter(Happened what, ByteView bytes, const Action& action);
  void leave(const std::string& why);
  void begin(std::optional<engine::FoundSnapshot> snapshot);
  // Ends this engine and begins another one, in one process.
  void begin_again();
  void end_engine();
  [[nodiscard]] std::optional<engine::Validator> open_record();

  // --- ports
  void send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> message) override;
  void set_registry(const std::vector<types::NodeEntry>& nodes) override;
  void punish(const engine::PeerId& peer, std::string_view reason) override;
  void set(const consensus::Timer& timer, DurationMs delay_ms) override;
  void cancel(consensus::TimerKind kind) override;
  void wake_in(DurationMs delay_ms) override;
  void verify(std::vector<engine::VerifyJob> jobs) override;
  void write(ledger::BlockWrite block) override;
  [[nodiscard]] Written finish() override;
  void write(engine::LogLevel level, std::string_view message) override;
  void failed(const std::string& message) override;
  void restart(std::optional<engine::FoundSnapshot> snapshot) override;
  Hash next() override;

  Surroundings& surroundings_;
  HostNumber number_;
  Member member_;
  Clock clock_;
  Random random_;
  Disk disk_;
  std::optional<std::pair<std::uint64_t, WriteFault>> planned_;  // of the disk's write number

  std::unique_ptr<byzantine::Behaviour> behaviour_;
  const execution::Processor* processor_;
  engine::DirectVerifier messages_;
  storage::MemoryStore genesis_store_;  // while the disk's is being filled from a snapshot
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<engine::Engine> engine_;
  std::set<engine::PeerId> peers_;
  std::map<consensus::TimerKind, std::uint64_t> timers_;  // the ticket that counts
  std::uint64_t wake_ticket_ = 0;
  // Being written: when it is on the disk already, the engine has not heard yet.
  std::optional<ledger::BlockWrite> block_;
  std::optional<Written> written_;
  std::uint64_t block_writes_ = 0;
  std::uint64_t tickets_ = 0;
  std::uint64_t life_ = 0;
  std::uint64_t memory_at_start_ = 0;
  bool is_lost_ = false;
  bool is_going_down_ = false;
  bool was_refused_ = false;  // a write failed in this turn
  std::string failure_;
  bool is_restart_ = false;  // this engine's part is done
  std::optional<engine::FoundSnapshot> found_;
};

}  // namespace kula::sim
