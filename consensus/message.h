// What validators say to each other. The order of alternatives and fields is the format on the wire: append,
// never change.
#pragma once

#include <memory>
#include <variant>

#include "ledger/base/expected.h"
#include "ledger/types/block.h"

namespace kula::consensus {

using BlockPointer = std::shared_ptr<const types::Block>;  // immutable

// A leader's block for a view, compact: the receiver has most transactions and fetches the others.
struct Proposal {
  types::BlockHeader header;
  std::vector<types::TransactionBytesHash> transactions;  // leaves of header.transaction_root
  types::View parent_view;                                // p; 0 when the parent is the epoch's root
  std::optional<types::Certificate>
      parent_certificate;  // notarization or finalization of (p, parent); absent for p = 0
  std::vector<types::Certificate> nullifications;  // of views in (p, v), ascending; the newest 64 (R2)
  types::Vote vote;                                // the leader's notarize: names the view, proves the sender
  [[nodiscard]] types::View view() const { return vote.subject.view; }
  [[nodiscard]] const types::BlockId& block() const { return vote.subject.block; }
  // R16: a closing block of an earlier view, proposed once more.
  [[nodiscard]] bool is_again() const { return header.view < view(); }
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("header", header), codec::field("transactions", transactions),
            codec::field("parent_view", parent_view), codec::field("parent_certificate", parent_certificate),
            codec::field("nullifications", nullifications), codec::field("vote", vote));
  }
};

struct VoteMessage {
  types::Vote vote;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("vote", vote));
  }
};

struct CertificateMessage {
  types::Certificate certificate;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("certificate", certificate));
  }
};

// R9: a wiped validator asks the others where they stand.
struct ViewQuery {
  types::Epoch epoch;
  std::uint8_t validator = 0;  // who asks
  Hash nonce;                  // fresh: answers to an older question prove nothing
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("epoch", epoch), codec::field("validator", validator), codec::field("nonce", nonce));
  }
};

// R9: the answer of a validator that is not wiped itself. The certificate that entered its view keeps it from
// lying upwards.
struct ViewAnswer {
  types::Epoch epoch;
  std::uint8_t validator = 0;  // who answers
  std::uint8_t asker = 0;
  Hash nonce;
  types::View view;
  std::optional<types::Certificate> entered_by;  // of the view before; absent for view 1
  crypto::Signature signature;                   // under answer_message()
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("epoch", epoch), codec::field("validator", validator), codec::field("asker", asker),
            codec::field("nonce", nonce), codec::field("view", view), codec::field("entered_by", entered_by),
            codec::field("signature", signature));
  }
};
// The 32 bytes that the answering validator signs: everything but the certificate, which proves itself.
[[nodiscard]] Hash answer_message(const types::ChainId& chain, const ViewAnswer& answer);

using Message = std::variant<Proposal, VoteMessage, CertificateMessage, ViewQuery, ViewAnswer>;

enum class MessageError : std::uint8_t {
  other_epoch,      // of an epoch other than the verifier's: not its fault, ask again later
  unknown_signer,   // a validator index outside of the set
  bad_signature,    // of a vote
  bad_certificate,  // of any certificate inside, or of the wrong kind or view
  not_the_leader,   // a proposal by somebody else
  inconsistent,     // a proposal whose parts contradict each other
};
[[nodiscard]] std::string_view to_string(MessageError error);

// Against what messages are verified: one epoch of one chain. A value that threads may share.
struct EpochContext {
  types::ChainId chain_id;
  types::Epoch epoch;
  types::ValidatorSet set;
};

// The leader of (epoch, view): validators in set order, index (view + epoch) mod n.
[[nodiscard]] std::uint8_t leader_of(const types::ValidatorSet& set, types::Epoch epoch, types::View view);

// A message all of whose signatures and certificates hold for an epoch. Only verify() makes one.
class VerifiedMessage {
 public:
  [[nodiscard]] const Message& message() const { return *message_; }
  [[nodiscard]] types::Epoch epoch() const { return epoch_; }

 private:
  friend Expected<VerifiedMessage, MessageError> verify(const EpochContext& context, Message message);
  VerifiedMessage(Message message, types::Epoch epoch)
      : message_(std::make_shared<const Message>(std::move(message))), epoch_(epoch) {}
  std::shared_ptr<const Message> message_;
  types::Epoch epoch_;
};

// Thread safe and pure; the slow part of receiving (one signature check per vote and per certificate's
// signature).
[[nodiscard]] Expected<VerifiedMessage, MessageError> verify(const EpochContext& context, Message message);

}  // namespace kula::consensus
