// verify(): everything about a message that can be told from the epoch's set alone.
#include "consensus/limits.h"
#include "consensus/message.h"
#include "ledger/types/merkle_list.h"

namespace kula::consensus {

namespace {

using Checked = Expected<void, MessageError>;
using types::VoteKind;

Checked check(const EpochContext& context, const types::Vote& vote) {
  if (vote.subject.epoch != context.epoch) return fail(MessageError::other_epoch);
  if (vote.validator >= context.set.size()) return fail(MessageError::unknown_signer);
  if (vote.subject.view.value == 0) return fail(MessageError::inconsistent);
  if (vote.subject.block.is_zero() != (vote.subject.kind == VoteKind::nullify)) {
    return fail(MessageError::inconsistent);
  }
  const auto& key = context.set.validators[vote.validator].key;
  if (!crypto::verify(key, types::vote_message(context.chain_id, vote.subject), vote.signature)) {
    return fail(MessageError::bad_signature);
  }
  return {};
}

Checked check(const EpochContext& context, const types::Certificate& certificate) {
  if (certificate.subject.epoch != context.epoch) return fail(MessageError::other_epoch);
  if (certificate.subject.view.value == 0) return fail(MessageError::inconsistent);
  if (!types::verify(certificate, context.chain_id, context.set)) return fail(MessageError::bad_certificate);
  return {};
}

// The certificate of the parent's view: a block certificate of exactly (p, parent), none for the epoch's
// root. A closing block that is proposed again stands on its own certificate (R16).
Checked check_parent(const EpochContext& context, const Proposal& proposal) {
  if (proposal.parent_view >= proposal.view()) return fail(MessageError::inconsistent);
  const bool on_root = proposal.parent_view.value == 0;
  if (on_root == proposal.parent_certificate.has_value()) return fail(MessageError::inconsistent);
  if (on_root) return proposal.is_again() ? Checked(fail(MessageError::inconsistent)) : Checked();
  const auto& subject = proposal.parent_certificate->subject;
  const auto& stands_on = proposal.is_again() ? proposal.block() : proposal.header.parent;
  if (subject.kind == VoteKind::nullify || subject.view != proposal.parent_view ||
      subject.block != stands_on) {
    return fail(MessageError::inconsistent);
  }
  return check(context, *proposal.parent_certificate);
}

Checked check_nullifications(const EpochContext& context, const Proposal& proposal) {
  if (proposal.nullifications.size() > kMaxNullifications) return fail(MessageError::inconsistent);
  auto previous = proposal.parent_view;
  for (const auto& nullification : proposal.nullifications) {
    const auto& subject = nullification.subject;
    if (subject.kind != VoteKind::nullify || subject.view <= previous || subject.view >= proposal.view()) {
      return fail(MessageError::inconsistent);
    }
    previous = subject.view;
    if (const auto checked = check(context, nullification); !checked) return checked;
  }
  return {};
}

// The transaction hashes are those that the header commits to, so that a follower may gather a body by them.
bool has_its_transactions(const Proposal& proposal) {
  if (proposal.transactions.size() > types::kMaxTransactionsPerBlock) return false;
  std::vector<Hash> leaves;
  leaves.reserve(proposal.transactions.size());
  for (const auto& hash : proposal.transactions) leaves.push_back(Hash{hash.bytes});
  return types::list_root(leaves) == proposal.header.transaction_root;
}

Checked check(const EpochContext& context, const Proposal& proposal) {
  const auto& subject = proposal.vote.subject;
  if (subject.kind != VoteKind::notarize) return fail(MessageError::inconsistent);
  if (const auto checked = check(context, proposal.vote); !checked) return checked;
  if (proposal.vote.validator != leader_of(context.set, context.epoch, subject.view)) {
    return fail(MessageError::not_the_leader);
  }
  // A closing block may be proposed again in a later view (R16), any other only in its own.
  const auto& header = proposal.header;
  const bool is_of_view = header.view == subject.view || (header.view < subject.view && closes_epoch(header));
  if (header.chain_id != context.chain_id || header.epoch != context.epoch || !is_of_view) {
    return fail(MessageError::inconsistent);
  }
  if (types::id_of(header) != subject.block || !has_its_transactions(proposal)) {
    return fail(MessageError::inconsistent);
  }
  if (const auto checked = check_parent(context, proposal); !checked) return checked;
  return check_nullifications(context, proposal);
}

// A question proves nothing and changes nothing: the answer goes to the validator that it names.
Checked check(const EpochContext& context, const ViewQuery& query) {
  if (query.epoch != context.epoch) return fail(MessageError::other_epoch);
  if (query.validator >= context.set.size()) return fail(MessageError::unknown_signer);
  return {};
}

Checked check(const EpochContext& context, const ViewAnswer& answer) {
  if (answer.epoch != context.epoch) return fail(MessageError::other_epoch);
  const auto size = context.set.size();
  if (answer.validator >= size || answer.asker >= size) return fail(MessageError::unknown_signer);
  const bool begins = answer.view.value == 1;
  if (answer.view.value == 0 || begins == answer.entered_by.has_value())
    return fail(MessageError::inconsistent);
  const auto& key = context.set.validators[answer.validator].key;
  if (!crypto::verify(key, answer_message(context.chain_id, answer), answer.signature))
    return fail(MessageError::bad_signature);
  if (begins) return {};
  if (answer.entered_by->subject.view.value + 1 != answer.view.value) return fail(MessageError::inconsistent);
  return check(context, *answer.entered_by);
}

Checked check(const EpochContext& context, const VoteMessage& message) {
  return check(context, message.vote);
}
Checked check(const EpochContext& context, const CertificateMessage& message) {
  return check(context, message.certificate);
}

}  // namespace

Expected<VerifiedMessage, MessageError> verify(const EpochContext& context, Message message) {
  const auto checked =
      std::visit([&](const auto& alternative) { return check(context, alternative); }, message);
  if (!checked) return fail(checked.error());
  return VerifiedMessage(std::move(message), context.epoch);
}

}  // namespace kula::consensus
