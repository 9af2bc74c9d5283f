// The judge of a run. It sees what became durable, what left a host and what clients were told, and knows
// nothing of the state of the code it judges: block, vote and certificate types, and books of its own.
//
// One block a height everywhere; the chain extends itself; certificates are quorums of distinct validators of
// the epoch's set, and every honest signer in them really signed (compared with all votes ever durable or
// sent, so that a double vote that nobody observed is a fault too); a block is voted for only where every
// view since its certified parent is nullified (R2, R4); a vote leaves only after it is durable, with the
// body it needs (R8); nothing leaves after a failed write; what was told as final was durable there, and
// stays. Who received two votes of a validator that exclude each other has evidence of it until its process
// ends, and there is none against anybody honest (R15). A recovery that the members signed begins an epoch
// where nothing later is final, and nowhere else (R21).
#pragma once

#include <map>
#include <set>
#include <string>

#include "consensus/record_entry.h"
#include "ledger/storage/key_value_store.h"
#include "ledger/types/recovery.h"
#include "node/api/peers.h"
#include "node/engine/peer_message.h"
#include "tests/sim/chain.h"
#include "tests/sim/scheduler.h"

namespace kula::sim {

class Oracle {
 public:
  // REQUIRES both outlive this.
  Oracle(const Chain& chain, const Scheduler& scheduler);

  // `key` of a validator or candidate. Of hosts that are not honest only the number of faults matters.
  void add_host(const Member& member, const std::optional<crypto::PublicKey>& key, bool is_honest);

  // --- what happened
  void appended(std::size_t host, ByteView batch);  // to the signing record, durably
  void replaced(std::size_t host, ByteView file);
  void stored(std::size_t host, const storage::WriteBatch& batch);
  void refused_write(std::size_t host);  // the process was told that a write failed
  void started(std::size_t host);
  void wiped(std::size_t host, bool record, bool store);
  void sent(std::size_t host, const std::shared_ptr<const Bytes>& bytes);
  void acknowledged(std::size_t host, const types::TransactionId& id, Height height);
  // A message is about to reach the engine. True when, if the process survives it, there has to be evidence
  // that was not there before.
  [[nodiscard]] bool received(std::size_t host, ByteView bytes);
  void holds(std::size_t host, const api::EvidenceList& list);  // all evidence that its process has
  void ended(std::size_t host, const api::EvidenceList& list);  // its process, which had this
  void punished(std::size_t host, const engine::PeerId& peer, std::string_view reason);
  // R21. What was final above is not held against anybody any more, nor was it promised.
  void members_signed(const types::RecoveryManifest& manifest);
  void fault(const std::string& what);

  // --- what it found
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  [[nodiscard]] Height height() const { return final_.empty() ? Height{} : final_.rbegin()->first; }
  [[nodiscard]] Height height_of(std::size_t host) const { return hosts_[host].height; }
  [[nodiscard]] const types::BlockHeader* header(Height height) const;
  [[nodiscard]] std::optional<Height> height_of(const types::TransactionId& id) const;
  [[nodiscard]] const std::map<types::TransactionId, Height>& acknowledged() const { return acknowledged_; }
  [[nodiscard]] types::Epoch last_epoch() const { return sets_.rbegin()->first; }
  [[nodiscard]] const types::ValidatorSet& set_of(types::Epoch epoch) const { return sets_.at(epoch); }
  [[nodiscard]] std::uint64_t nullified_views() const { return nullified_; }
  // Of blocks whose body was ever durable in an honest validator's record.
  [[nodiscard]] const std::map<types::BlockId, types::BlockHeader>& headers() const { return headers_; }
  [[nodiscard]] std::uint64_t votes() const { return ever_.size(); }

 private:
  struct Host {
    std::string name;
    engine::PeerId peer;
    std::optional<crypto::PublicKey> key;
    bool is_honest = true;
    bool has_failed_write = false;
    std::set<std::pair<types::VoteSubject, crypto::Signature>> durable_votes;
    std::set<std::tuple<types::Epoch, types::View, types::BlockId>> durable_proposals;
    std::set<types::BlockId> durable_bodies;
    std::shared_ptr<const Bytes> last_sent;  // a broadcast is one message
    Height height;
    types::BlockId tip;
    types::Epoch epoch;      // of the block after that one,
    types::View final_view;  // and the view in which that one became final
    // In this life: of faulty validators, by view, what counts; and of whom it must have evidence.
    std::map<std::pair<crypto::PublicKey, types::View>, std::set<types::VoteSubject>> heard;
    std::set<std::pair<crypto::PublicKey, types::Epoch>> owed;
  };
  struct Slot {  // of one validator's votes
    crypto::PublicKey key;
    types::Epoch epoch;
    types::View view;
    types::VoteKind kind = types::VoteKind::notarize;
    auto operator<=>(const Slot&) const = default;
  };
  struct Ever {
    types::BlockId block;
    crypto::Signature signature;
  };

  [[nodiscard]] std::optional<crypto::PublicKey> key_of(const types::Vote& vote) const;
  [[nodiscard]] bool is_honest(const crypto::PublicKey& key) const { return honest_keys_.contains(key); }
  void durable(Host& host, const std::vector<consensus::RecordEntry>& entries);
  void judge_vote(const Host& host, const types::Vote& vote);
  void judge_parent(const Host& host, const types::VoteSubject& notarized);
  // Whether the votes that honest validators gave, and any that the others may give, make a certificate.
  [[nodiscard]] bool could_exist(const types::VoteSubject& subject) const;
  void judge_sent_vote(const Host& host, const types::Vote& vote);
  void judge_sent(const Host& host, const consensus::Proposal& proposal);
  void judge_sent(const Host& host, const consensus::VoteMessage& message);
  void judge_sent(const Host& host, const consensus::CertificateMessage& message);
  void judge_sent(const Host&, const consensus::ViewQuery&) {}
  void judge_sent(const Host& host, const consensus::ViewAnswer& message);
  [[nodiscard]] bool is_signed(const crypto::PublicKey& key, const types::Vote& vote) const;
  void judge_evidence(const Host& host, const api::EvidenceView& evidence);
  void judge_certificate(const std::string& where, const types::Certificate& certificate);
  void judge_final(Host& host, const types::BlockHeader& header, const types::FinalityProof* proof);
  [[nodiscard]] bool is_on_another_chain(const Host& host) const;
  void judge_adoption(Host& host, const types::RecoveryManifest& manifest);
  [[nodiscard]] std::pair<types::Epoch, Hash> what_follows(const types::BlockHeader& parent) const;
  void open_epoch_after(const types::BlockHeader& closing);

  const Chain& chain_;
  const Scheduler& scheduler_;
  std::vector<Host> hosts_;
  std::set<crypto::PublicKey> known_keys_;
  std::set<crypto::PublicKey> honest_keys_;
  std::map<types::Epoch, types::ValidatorSet> sets_;
  std::map<types::Epoch, types::BlockId> roots_;  // the genesis block, or what closed the epoch before
  std::map<types::BlockId, types::BlockHeader> headers_;           // with a durable body
  std::map<Slot, Ever> ever_;                                      // of honest validators
  std::set<std::pair<types::VoteSubject, std::uint32_t>> judged_;  // certificates
  std::map<std::tuple<types::Epoch, types::View, types::VoteKind>, types::BlockId> certified_;
  std::map<Height, types::BlockHeader> final_;
  std::map<Height, types::RecoveryManifest> recoveries_;  // by the last final block
  std::map<types::TransactionId, Height> transactions_;
  std::map<types::TransactionId, Height> acknowledged_;
  std::uint64_t nullified_ = 0;
  std::vector<std::string> faults_;
};

}  // namespace kula::sim
