// The one place that signs (R8). It holds the refusals of R3-R6, remembers everything the record holds, and
// hands out what must be durable before a vote may leave.
#pragma once

#include <map>

#include "consensus/signing_record.h"

namespace kula::consensus {

// Where BIP340's auxiliary bytes come from: the operating system in a node, a seeded sequence in tests.
// Signatures are the only thing they change.
class AuxiliaryRandom {
 public:
  virtual ~AuxiliaryRandom() = default;
  [[nodiscard]] virtual Hash next() = 0;
};

enum class Refusal : std::uint8_t {
  not_opened,                     // R9: no Opened entry for the epoch, or a later epoch is open
  view_closed,                    // at or below the last final view, or `above`
  second_proposal,                // R3
  proposal_after_nullify,         // R3, R5
  second_notarize,                // R4
  notarize_without_body,          // R8
  notarize_other_than_own,        // R4: of another block than the own proposal of the view
  nullify_after_finalize,         // R5
  second_finalize,                // R6
  finalize_after_nullify,         // R6
  finalize_other_block,           // R6: another block was notarized in the view
  finalize_without_body,          // R8
  finalize_without_notarization,  // R6, R8: of this block in this view
};

// Own votes of one view.
struct OwnVotes {
  std::optional<types::BlockId> proposed;
  std::optional<types::Vote> notarize;
  std::optional<types::Vote> nullify;
  std::optional<types::Vote> finalize;
  std::optional<types::Certificate> notarization;  // what the finalize stands on
  [[nodiscard]] std::optional<types::Vote>& of(types::VoteKind kind);
  [[nodiscard]] const std::optional<types::Vote>& of(types::VoteKind kind) const;
};

// Movable value; the engine's thread. Owned by the Machine.
class Signer {
 public:
  // Replays all entries (R8): the maximum counts, not the last, and order does not matter.
  // REQUIRES `random` outlives the signer.
  [[nodiscard]] static Expected<Signer, RecordError> restore(crypto::SecretKey key, AuxiliaryRandom& random,
                                                             const types::ChainId& chain,
                                                             const std::vector<RecordEntry>& entries);

  [[nodiscard]] const crypto::PublicKey& public_key() const { return key_.public_key(); }
  // The epoch that is open in the record; none for a wiped validator (R9).
  [[nodiscard]] std::optional<types::Epoch> epoch() const {
    return open_ ? std::optional(epoch_) : std::nullopt;
  }
  [[nodiscard]] types::View above() const { return above_; }  // views up to here are closed

  // Signs, or answers the stored vote when this very subject was signed before. `validator` is the own index.
  [[nodiscard]] Expected<types::Vote, Refusal> sign(const types::VoteSubject& subject,
                                                    std::uint8_t validator);
  // Notes that `block` is the one proposal of the view; noting it again is no change.
  [[nodiscard]] Expected<void, Refusal> note_proposal(types::Epoch epoch, types::View view,
                                                      const types::BlockId& block);
  // Keeps the bytes of a block with the record, once.
  void keep_body(const types::BlockId& block, Bytes body);
  // Keeps the notarization of a view above above() with the record, once. REQUIRES that it was verified and
  // is of the open epoch.
  void keep_notarization(const types::Certificate& notarization);

  // Opens a later epoch, or for a wiped validator the current one, for views greater than `above` (R9).
  // REQUIRES that the record is intact and the previous epoch's close final (above = 0), or R9's answers.
  void open_epoch(types::Epoch epoch, types::View above);
  // R9: 32 fresh bytes, and the signature under an answer to somebody else's.
  [[nodiscard]] Hash fresh_nonce() { return random_->next(); }
  [[nodiscard]] crypto::Signature sign_answer(const Hash& message) {
    return key_.sign(message, random_->next());
  }

  // Entries made since the last call, for one Persist.
  [[nodiscard]] std::vector<RecordEntry> take_new_entries();
  // Own votes above the last final view: to be sent again and counted again after a restart (R8).
  [[nodiscard]] const std::map<types::View, OwnVotes>& open_votes() const { return votes_; }
  [[nodiscard]] const std::map<types::BlockId, Bytes>& bodies() const { return bodies_; }
  // Nullptr when nothing was signed or proposed in the view.
  [[nodiscard]] const OwnVotes* votes_in(types::View view) const;

  // Views up to `view` are final: they are closed and forgotten, as are the given bodies. The file keeps them
  // until it is rewritten, which waits for the ledger to have the blocks (README.md, RewriteRecord).
  void close_through(types::View view, const std::vector<types::BlockId>& bodies);
  // True when the record holds at least `limit` bytes and most of them are closed. That of a wiped validator
  // stays as it is until it opens: what it says is all that is known (R9).
  [[nodiscard]] bool is_worth_rewriting(std::size_t limit) const;
  // The entries that replay to this state. REQUIRES no new entries, and a record that is open.
  [[nodiscard]] std::vector<RecordEntry> rewritten();

 private:
  Signer(crypto::SecretKey key, AuxiliaryRandom& random, const types::ChainId& chain)
      : key_(std::move(key)), random_(&random), chain_(chain) {}
  [[nodiscard]] std::optional<Refusal> refusal(const types::VoteSubject& subject) const;
  [[nodiscard]] bool replay(const Proposed& entry);
  [[nodiscard]] bool replay(const types::Vote& vote);
  [[nodiscard]] bool replay(const types::Certificate& notarization);
  void record(RecordEntry entry);

  crypto::SecretKey key_;
  AuxiliaryRandom* random_;
  types::ChainId chain_;
  bool open_ = false;
  types::Epoch epoch_;
  types::View above_;
  std::map<types::View, OwnVotes> votes_;  // of epoch_, above above_
  std::map<types::BlockId, Bytes> bodies_;
  std::vector<RecordEntry> new_entries_;
  std::size_t record_bytes_ = 0;
};

}  // namespace kula::consensus
