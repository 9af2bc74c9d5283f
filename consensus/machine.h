// The consensus of one node as a value machine (by the rules in README.md): events in, outputs out. No clock,
// thread, disk or socket.
#pragma once

#include "consensus/block_tree.h"
#include "consensus/event.h"
#include "consensus/limits.h"
#include "consensus/output.h"
#include "consensus/signer.h"
#include "consensus/tally.h"
#include "consensus/timing.h"

namespace kula::consensus {

struct MachineConfig {
  types::ChainId chain_id;
  Timing timing;
  std::size_t record_rewrite_bytes = kRecordRewriteBytes;
};

// What is known of one view.
struct ViewState {
  Tally tally;
  std::optional<types::Certificate> notarization;
  std::optional<types::Certificate> nullification;
  std::optional<types::Certificate> finalization;
  std::optional<Proposal> proposal;  // the leader's first, or the certified one
  bool proposal_is_invalid = false;  // R4
  bool asked_in_vain = false;        // R5: for a certificate of it

  [[nodiscard]] std::optional<types::Certificate>& certificate(types::VoteKind kind);
  [[nodiscard]] const std::optional<types::Certificate>& certificate(types::VoteKind kind) const;
  // The block of the notarization or finalization.
  [[nodiscard]] const types::BlockId* certified_block() const;
  [[nodiscard]] const types::Certificate* block_certificate() const;  // finalization before notarization
  [[nodiscard]] bool has_certificate() const { return nullification || notarization || finalization; }
};

// Owned and called by the engine's thread.
class Machine {
 public:
  // Without a signer the node follows and does not vote (R20). A signer whose key is not in the epoch's set
  // does not vote either; one whose record is not open for the epoch asks the others first (R9).
  Machine(const MachineConfig& config, std::optional<Signer> signer);

  // Total: every event has an answer in every state, possibly an empty one. Nothing is answered before
  // Started and after Stop.
  [[nodiscard]] std::vector<Output> step(const Event& event);

  // For status displays, and what received messages are verified against. REQUIRES Started, for context().
  [[nodiscard]] types::Epoch epoch() const { return epoch_; }
  [[nodiscard]] types::View view() const { return view_; }
  [[nodiscard]] types::View final_view() const { return final_view_; }
  [[nodiscard]] const std::shared_ptr<const EpochContext>& context() const { return context_; }
  // In the set, but not voting until enough others have said where they stand (R9).
  [[nodiscard]] bool is_wiped() const { return signer_ && own_index_ && signer_->epoch() < epoch_; }
  // A block above the final one is known to be final, and only waits to be executed here.
  [[nodiscard]] bool knows_later_final() const;

  // Whether a message, not verified yet, could tell the machine anything: what is known already need not be
  // verified. REQUIRES Started.
  [[nodiscard]] bool is_news(const Message& message) const;
  // Certificates held of these views of the epoch, ascending, for somebody who lacks them (R2).
  [[nodiscard]] std::vector<types::Certificate> certificates(types::View first, types::View last) const;
  // A block above the final one, as far as it is known here; nullptr when it is not.
  [[nodiscard]] const KnownBlock* known_block(const types::BlockId& id) const { return tree_.find(id); }

 private:
  struct Parent {
    types::View view;
    types::BlockId block;
    std::vector<types::View> passed;  // nullified views between, ascending
  };

  struct Building {
    types::BlockId parent;
    bool required = false;
  };

  // machine_events.cpp
  void on(const Started& event);
  void on(const MessageReceived& event);
  void on(const TimerFired& event);
  void on(const BlockBuilt& event);
  void on(const BlockChecked& event);
  void on(const WorkChanged& event);
  void on(const BlockFetched& event);
  void on(const EpochOpened& event);
  void on(const ChainRecovered& event);
  void receive(const Proposal& proposal);
  void receive(const VoteMessage& message);
  void receive(const CertificateMessage& message);
  void receive(const ViewQuery& message);
  void receive(const ViewAnswer& message);
  void publish(const BlockPointer& block, const Parent& parent);  // an own proposal, new or again (R16)
  void add_vote(const types::Vote& vote);
  void add_certificate(const types::Certificate& certificate);
  // A vote of ours that the record does not hold. REQUIRES a signer.
  [[nodiscard]] bool is_foreign(const types::VoteSubject& subject) const;

  // machine_start.cpp
  void begin_epoch(const types::BlockHeader& tip, const types::ValidatorSet& set,
                   const std::optional<EpochRecovery>& recovery);
  void open_record(const types::BlockHeader& tip);  // R9
  void restore_from_record();
  void ask_views();                          // R9
  [[nodiscard]] bool may_ask_views() const;  // R9, R21
  [[nodiscard]] std::optional<StopReason> why_not_start(const Started& event) const;

  // machine_rules.cpp: each rule tells whether it did something; advance() runs them until none does.
  void advance();
  [[nodiscard]] bool enter_view();       // R1
  [[nodiscard]] bool commit_final();     // R7
  [[nodiscard]] bool check_certified();  // R6: have certified blocks executed
  [[nodiscard]] bool vote_notarize();    // R4
  [[nodiscard]] bool vote_nullify();     // R5
  [[nodiscard]] bool vote_finalize();    // R6
  [[nodiscard]] bool propose();          // R3
  void commit(const std::vector<types::BlockId>& path, types::View view);
  [[nodiscard]] bool check_path_to(const types::Certificate& certificate);
  void fetch_certificates();  // R2
  void ask_check(const types::BlockId& id, KnownBlock& block);
  [[nodiscard]] bool sign(types::VoteKind kind, types::View view, const types::BlockId& block);
  void keep_body(const types::BlockId& id);

  // machine_values.cpp: what follows from the state
  [[nodiscard]] std::optional<Parent> choose_parent() const;         // R2
  [[nodiscard]] std::optional<Parent> parent_to_propose_on() const;  // R3, but for the batch wait
  [[nodiscard]] types::BlockId best_executed() const;                // where work is looked for
  // R2: the view above which every one has to be certified; nothing where that hinders nobody here.
  [[nodiscard]] std::optional<types::View> wants_way_from() const;
  [[nodiscard]] bool is_justified(const Proposal& proposal) const;
  [[nodiscard]] bool is_consistent(const types::BlockHeader& header, const types::BlockHeader& parent) const;
  // R21: what a child of `parent` has to name; zero for every block but the first of a recovered epoch.
  [[nodiscard]] Hash recovery_on(const types::BlockHeader& parent) const;
  [[nodiscard]] bool is_nullify_due(const ViewState& state) const;          // R5, of the current view
  [[nodiscard]] bool is_gap(const ViewState& state) const;                  // R5, of an earlier one
  [[nodiscard]] bool is_nullified_by_others(const ViewState& state) const;  // R5: by f+1
  [[nodiscard]] bool has_tail() const;
  [[nodiscard]] bool is_unfinished() const;  // R10
  // R16: a certified block closes the epoch, and waits to be final.
  [[nodiscard]] bool is_closing() const;
  [[nodiscard]] bool closes_this_epoch(const types::BlockHeader& header) const {
    return header.epoch == epoch_ && types::closes_epoch(header);
  }
  // R21: the block that names the recovery is still to come.
  [[nodiscard]] bool is_recovering() const;
  [[nodiscard]] bool has_work() const {
    return work_ != Work::none || tail_is_old_ || is_closing() || is_recovering();
  }
  [[nodiscard]] bool waits_for_more() const;  // R3
  [[nodiscard]] bool may_vote() const;
  [[nodiscard]] bool is_alone() const { return context_->set.size() == 1; }
  [[nodiscard]] bool leads() const { return may_vote() && leader() == *own_index_; }
  [[nodiscard]] std::uint8_t leader() const { return leader_of(context_->set, epoch_, view_); }
  [[nodiscard]] const OwnVotes& own_votes(types::View view) const;
  [[nodiscard]] const ViewState& state_of(types::View view) const;

  // machine_timers.cpp
  void watch_work();
  void set_timers();
  void want(TimerKind kind, bool wanted, types::View view, DurationMs delay_ms);
  void retry();
  void give_up_certificates();  // R5

  void send(Message message);
  void stop(StopReason reason);
  [[nodiscard]] std::vector<Output> take_outputs();

  MachineConfig config_;
  std::optional<Signer> signer_;
  std::optional<std::uint8_t> own_index_;  // in the epoch's set
  std::shared_ptr<const EpochContext> context_;
  Hash set_hash_;  // of the epoch's set

  types::Epoch epoch_;
  std::optional<EpochRecovery> recovery_;   // that the epoch began with (R21)
  types::View view_;                        // current; 0 before Started
  types::View final_view_;                  // of the last final block's certificate; 0 at the epoch's root
  std::map<types::View, ViewState> views_;  // from final_view_ on
  BlockTree tree_;

  TimeMs now_;
  std::optional<types::BlockId> watched_;
  Work work_ = Work::none;     // on top of watched_
  bool tail_is_old_ = false;   // R12
  bool batch_waited_ = false;  // of the current view, as the three below
  bool proposal_is_late_ = false;
  bool certificate_is_late_ = false;
  std::optional<DurationMs> clock_wait_ms_;  // R13
  std::optional<Building> building_;         // BuildBlock is out for the current view
  std::map<TimerKind, Timer> timers_;        // armed

  std::set<types::BlockId> fetching_;                    // asked for since the last retry
  std::optional<FetchCertificates> certificates_asked_;  // in this view; asked again at a retry
  std::optional<Hash> nonce_;                            // R9: of the own question
  std::map<std::uint8_t, types::View> answers_;          // R9: by validator

  bool opening_ = false;    // waits for EpochOpened
  bool committed_ = false;  // in this step
  bool stopped_ = false;
  std::vector<Output> out_;
};

}  // namespace kula::consensus
