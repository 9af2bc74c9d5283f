// A whole node without sockets, threads or clocks: drives consensus, executes and commits blocks, holds the
// pool, answers requests. Every call carries a reading of the clocks; all calls are made by one thread.
#pragma once

#include "consensus/machine.h"
#include "consensus/record_store.h"
#include "ledger/base/cpu_meter.h"
#include "ledger/recovery.h"
#include "node/engine/admission.h"
#include "node/engine/answers.h"
#include "node/engine/block_fetcher.h"
#include "node/engine/block_sync.h"
#include "node/engine/consensus_inbox.h"
#include "node/engine/evidence_book.h"
#include "node/engine/gossip.h"
#include "node/engine/serving.h"
#include "node/engine/snapshot_fill.h"
#include "node/engine/snapshot_search.h"

namespace kula::engine {

struct SnapshotSettings {
  bool joins = true;                  // a new node begins with a snapshot when its network is far ahead
  std::uint64_t interval_blocks = 0;  // how often one is made for others; 0: never
  ledger::SnapshotSizes sizes;
  std::vector<types::BlockId> begun{};  // those that this process began with and that came to nothing
};

struct Settings {
  consensus::Timing timing;
  DurationMs heartbeat_ms = 60'000;  // R12: a block at least so often; block time counts
  bool development = false;          // genesis says so
  std::string version;
  SnapshotSettings snapshots{};
  std::size_t record_rewrite_bytes = consensus::kRecordRewriteBytes;
};

struct Ports {
  Transport& transport;
  Timers& timers;
  SignatureVerifier& verifier;
  MessageVerifier& messages;
  consensus::AuxiliaryRandom& random;  // nonces of questions
  consensus::SigningRecordStore& record;
  BlockWriter& blocks;
  Log& log;
  Supervisor& supervisor;
};

// What a validator signs with, read from its record (consensus/README.md).
struct Validator {
  consensus::Signer signer;
  consensus::RecordFormat format;
};

class Engine {
 public:
  // Without a validator the node follows and does not vote (R20). REQUIRES ledger, contracts and ports
  // outlive this. With `filling` it follows nothing, and only fills a store with what its peers have (R19);
  // REQUIRES then no validator, and a ledger at its genesis block that is not on that store.
  Engine(ledger::Ledger& ledger, const Contracts& contracts, const Ports& ports, Settings settings,
         std::optional<Validator> validator, std::optional<Filling> filling = std::nullopt);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void start(const Now& now);
  // From here on submissions are refused and no new block is begun. What is durable stays.
  void stop();

  // --- events
  void timer_fired(const consensus::Timer& timer, const Now& now);
  void wake(const Now& now);
  void signatures_verified(const std::vector<Verdict>& verdicts, const Now& now);
  void block_written(const BlockWriter::Written& result, const Now& now);
  void clock_moved(const Now& now);  // a development network's clock was advanced

  void peer_connected(const PeerId& peer, const Now& now);
  void peer_disconnected(const PeerId& peer, const Now& now);
  void peer_message(const PeerId& peer, ByteView message, const Now& now);

  // --- requests
  void submit(const types::TransactionPointer& transaction, api::Wait wait, std::uint64_t timeout_ms,
              const Admission::SubmitDone& done, const Now& now);
  void submit_batch(Bytes body, api::Wait wait, std::uint64_t timeout_ms, Admission::BatchDone done,
                    const Now& now);
  [[nodiscard]] api::TransactionStatus transaction(const types::TransactionId& id) const;
  [[nodiscard]] api::ChainStatus status(const Now& now) const;
  [[nodiscard]] const Answers& answers() const { return answers_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] api::PeerList peers(const Now& now) const { return board_.list(own_key_, now); }
  [[nodiscard]] api::EvidenceList evidence() const { return evidence_.list(); }
  [[nodiscard]] Metrics metrics(const Now& now) const;

 private:
  void deliver(decltype(consensus::Event::what) what);
  void drain();
  void perform_all(const std::vector<consensus::Output>& outputs);
  void perform(const consensus::Persist& output);
  void perform(const consensus::Send& output);
  void perform(const consensus::CheckBlock& output);
  void perform(const consensus::BuildBlock& output);
  void perform(const consensus::Commit& output);
  void perform(const consensus::SetTimer& output);
  void perform(const consensus::CancelTimer& output);
  void perform(const consensus::WatchWork& output);
  void perform(const consensus::RewriteRecord& output);
  void perform(const consensus::Evidence& output);
  void perform(const consensus::Stop& output);
  void perform(const consensus::FetchBlock& output);
  void perform(const consensus::FetchCertificates& output);
  void perform(const consensus::OpenEpoch& output);

  // The final block that is being written is waited for, and becomes the tip. False: that failed, and all is
  // over.
  bool finish_writing();
  void end_commit(const BlockWriter::Written& result);
  // Executed blocks from `on` down to the child of the tip.
  [[nodiscard]] std::vector<ledger::ExecutedBlockPointer> above_tip(types::BlockId on) const;
  // What of the pool stands in them.
  [[nodiscard]] Mempool::Taken taken_up_to(const types::BlockId& on) const;
  // How much they hold. REQUIRES that `on` is executed.
  struct Ahead {
    types::BlockId on;
    types::BlockId tip;
    std::size_t transactions = 0;
    std::size_t bytes = 0;
    struct PoolLook {
      std::uint64_t changes = 0;  // Mempool::changes()
      bool is_more = false;
    };
    std::optional<PoolLook> pool_look;  // the last answer of is_more_pooled_than_in
  };
  [[nodiscard]] Ahead& ahead(const types::BlockId& on) const;

  // R21: a block that somebody gave begins with it. False when it does not hold, which is logged.
  [[nodiscard]] bool adopt(const types::SignedRecovery& recovery);
  // What the epoch of the next block began with, when it was a recovery.
  [[nodiscard]] std::optional<consensus::EpochRecovery> epoch_recovery() const;

  // engine_peers.cpp: what peers say
  void on_peer(const PeerId& peer, ConsensusMessage message);
  void on_peer(const PeerId& peer, const StatusMessage& message);
  void on_peer(const PeerId& peer, const TransactionsMessage& message);
  void on_peer(const PeerId& peer, const BodyAnswer& message);
  void on_peer(const PeerId& peer, const BlockAnswer& message);
  void on_peer(const PeerId& peer, RangeAnswer message);
  void on_peer(const PeerId& peer, SnapshotAnswer message);
  void on_peer(const PeerId& peer, const ClosesAnswer& message);
  void on_peer(const PeerId& peer, const ChunkAnswer& message);
  template <class Question>
  void on_peer(const PeerId& peer, const Question& question);
  void look_at_nodes();

  // A turn: what was asked for, then work is looked at again and the alarm set.
  // REQUIRES that the caller keeps what it returns till the turn's end.
  [[nodiscard]] Metered begin_turn(const Now& now) {
    now_ = now;
    return Metered(CpuPart::engine);
  }
  void end_turn();
  void work_between_nodes();
  // Why a submission is refused now.
  [[nodiscard]] std::optional<api::Problem> refusal() const;
  [[nodiscard]] bool is_more_pooled_than_in(const types::BlockId& on) const;
  // R12, other than transactions: when there is end-of-block work or a heartbeat to do on top of a block.
  [[nodiscard]] std::optional<TimeMs> next_timed_work(const types::BlockId& on) const;
  [[nodiscard]] consensus::Work work_on(const types::BlockId& block) const;
  void tell_work();
  // When something between nodes is due (steady clock).
  [[nodiscard]] std::optional<std::uint64_t> next_due_ms() const;
  void set_alarm();
  void drop(const types::TransactionId& id, Gone reason);
  void give_up(const std::string& message);
  void restart(std::optional<FoundSnapshot> snapshot);

  ledger::Ledger& ledger_;
  Contracts contracts_;
  Ports ports_;
  Settings settings_;
  std::optional<consensus::RecordFormat> format_;
  std::optional<crypto::PublicKey> own_key_;
  consensus::Machine machine_;

  Now now_;
  Metrics metrics_;
  Mempool mempool_;
  KnownTransactions known_;
  SignatureCache signatures_;
  SignatureDesk desk_;
  CachedSenders senders_;
  Outcomes outcomes_;
  Statuses statuses_;
  Admission admission_;
  Answers answers_;

  Peers peers_;
  Holders holders_;
  BlockSignatures block_signatures_;
  Gossip gossip_;
  Bodies bodies_;
  BlockFetcher fetcher_;
  SnapshotKeeper snapshots_;
  Serving serving_;
  StatusBoard board_;
  ConsensusInbox inbox_;
  BlockSync sync_;
  ledger::ProvenRowsJudge judge_;
  SnapshotSearch search_;
  std::optional<SnapshotFill> fill_;
  EvidenceBook evidence_;

  std::deque<consensus::Event> events_;
  ledger::ExecutedBlockPointer writing_;  // final, and not durable yet
  bool draining_ = false;
  std::optional<types::BlockId> watched_;
  std::optional<consensus::Work> told_work_;  // the last answer about watched_
  types::View seen_view_;                     // the machine's, since ...
  std::uint64_t view_since_ms_ = 0;           // ... this time (steady clock)
  std::optional<std::uint64_t> alarm_at_ms_;  // steady clock; when wake() comes
  mutable std::optional<Ahead> ahead_;        // the last answer of ahead
  bool started_ = false;
  bool stopping_ = false;
  bool is_over_ = false;  // it failed, or another engine takes its place
};

}  // namespace kula::engine
