#include "consensus/signer.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace kula::consensus {

using types::VoteKind;

namespace {

constexpr std::size_t kEntryBytes =
    160;  // more than any entry takes without a body or a certificate's signatures

std::size_t size_of(const RecordEntry& entry) {
  if (const auto* body = std::get_if<StoredBody>(&entry)) return kEntryBytes + body->body.size();
  const auto* notarized = std::get_if<Notarized>(&entry);
  const auto signatures = notarized == nullptr ? 0 : notarized->notarization.signatures.size();
  return kEntryBytes + signatures * sizeof(crypto::Signature);
}

// Votes that no record of this program can hold together.
bool is_contradictory(const OwnVotes& votes) {
  if (votes.nullify && votes.finalize) return true;
  if (votes.notarize && votes.finalize && votes.notarize->subject.block != votes.finalize->subject.block) {
    return true;
  }
  if (votes.notarization && votes.finalize &&
      votes.notarization->subject.block != votes.finalize->subject.block) {
    return true;
  }
  return votes.proposed && votes.notarize && *votes.proposed != votes.notarize->subject.block;
}

}  // namespace

const std::optional<types::Vote>& OwnVotes::of(VoteKind kind) const {
  if (kind == VoteKind::notarize) return notarize;
  return kind == VoteKind::nullify ? nullify : finalize;
}

std::optional<types::Vote>& OwnVotes::of(VoteKind kind) {
  return const_cast<std::optional<types::Vote>&>(std::as_const(*this).of(kind));
}

Expected<Signer, RecordError> Signer::restore(crypto::SecretKey key, AuxiliaryRandom& random,
                                              const types::ChainId& chain,
                                              const std::vector<RecordEntry>& entries) {
  Signer signer(std::move(key), random, chain);
  bool wiped = false;
  for (const auto& entry : entries) {
    signer.record_bytes_ += size_of(entry);
    if (const auto* loss = std::get_if<Wiped>(&entry)) {
      if (loss->chain_id != chain) return fail(RecordError::other_chain);
      if (loss->key != signer.public_key()) return fail(RecordError::other_key);
      wiped = true;
    }
    const auto* opening = std::get_if<Opened>(&entry);
    if (opening == nullptr) continue;
    if (opening->chain_id != chain) return fail(RecordError::other_chain);
    if (opening->key != signer.public_key()) return fail(RecordError::other_key);
    const auto highest =
        std::max(std::pair(signer.epoch_, signer.above_), std::pair(opening->epoch, opening->above));
    std::tie(signer.epoch_, signer.above_) = highest;
    signer.open_ = true;
  }
  if (!signer.open_ && !wiped) return fail(RecordError::not_opened);
  for (const auto& entry : entries) {
    if (const auto* body = std::get_if<StoredBody>(&entry)) signer.bodies_.emplace(body->block, body->body);
    const auto* proposed = std::get_if<Proposed>(&entry);
    const auto* voted = std::get_if<Voted>(&entry);
    const auto* notarized = std::get_if<Notarized>(&entry);
    if ((proposed != nullptr && !signer.replay(*proposed)) ||
        (voted != nullptr && !signer.replay(voted->vote)) ||
        (notarized != nullptr && !signer.replay(notarized->notarization))) {
      return fail(RecordError::contradictory);
    }
  }
  return signer;
}

bool Signer::replay(const Proposed& entry) {
  if (!open_ || entry.epoch > epoch_) return false;
  if (entry.epoch < epoch_ || entry.view <= above_) return true;
  auto& votes = votes_[entry.view];
  if (votes.proposed && *votes.proposed != entry.block) return false;
  votes.proposed = entry.block;
  return !is_contradictory(votes);
}

bool Signer::replay(const types::Vote& vote) {
  if (!open_ || vote.subject.epoch > epoch_) return false;
  if (vote.subject.epoch < epoch_ || vote.subject.view <= above_) return true;
  auto& votes = votes_[vote.subject.view];
  auto& mine = votes.of(vote.subject.kind);
  if (mine && mine->subject != vote.subject) return false;
  if (!mine) mine = vote;
  return !is_contradictory(votes);
}

bool Signer::replay(const types::Certificate& notarization) {
  const auto& subject = notarization.subject;
  if (!open_ || subject.epoch > epoch_ || subject.kind != VoteKind::notarize) return false;
  if (subject.epoch < epoch_ || subject.view <= above_) return true;
  auto& votes = votes_[subject.view];
  if (votes.notarization && votes.notarization->subject != subject) return false;
  if (!votes.notarization) votes.notarization = notarization;
  return !is_contradictory(votes);
}

std::optional<Refusal> Signer::refusal(const types::VoteSubject& subject) const {
  if (!open_ || subject.epoch != epoch_) return Refusal::not_opened;
  if (subject.view <= above_) return Refusal::view_closed;
  const bool has_body = bodies_.count(subject.block) != 0;
  static const OwnVotes kNone;
  const auto* found = votes_in(subject.view);
  const auto& votes = found == nullptr ? kNone : *found;
  switch (subject.kind) {
    case VoteKind::notarize:
      if (votes.notarize) return Refusal::second_notarize;
      if (votes.proposed && *votes.proposed != subject.block) return Refusal::notarize_other_than_own;
      // Finalizing b and then notarizing another block would be the same breach seen from the other side.
      if (votes.finalize && votes.finalize->subject.block != subject.block) return Refusal::second_notarize;
      if (!has_body) return Refusal::notarize_without_body;
      return std::nullopt;
    case VoteKind::nullify:
      if (votes.finalize) return Refusal::nullify_after_finalize;
      return std::nullopt;
    case VoteKind::finalize:
      if (votes.finalize) return Refusal::second_finalize;
      if (votes.nullify) return Refusal::finalize_after_nullify;
      if (votes.notarize && votes.notarize->subject.block != subject.block)
        return Refusal::finalize_other_block;
      if (!has_body) return Refusal::finalize_without_body;
      if (!votes.notarization || votes.notarization->subject.block != subject.block)
        return Refusal::finalize_without_notarization;
      return std::nullopt;
  }
  return Refusal::not_opened;
}

Expected<types::Vote, Refusal> Signer::sign(const types::VoteSubject& subject, std::uint8_t validator) {
  KULA_CHECK(subject.block.is_zero() == (subject.kind == VoteKind::nullify),
             "a vote about no block, or a nullify about one; report this as a bug");
  if (subject.epoch == epoch_ && subject.view > above_) {
    if (const auto found = votes_.find(subject.view); found != votes_.end()) {
      const auto& mine = found->second.of(subject.kind);
      if (mine && mine->subject == subject) return *mine;  // R8: never made again
    }
  }
  if (const auto refused = refusal(subject)) return fail(*refused);
  types::Vote vote;
  vote.subject = subject;
  vote.validator = validator;
  vote.signature = key_.sign(types::vote_message(chain_, subject), random_->next());
  auto& votes = votes_[subject.view];
  auto& mine = votes.of(subject.kind);
  KULA_CHECK(!mine, "a second vote of one kind in a view; report this as a bug");
  mine = vote;
  KULA_CHECK(!is_contradictory(votes), "votes that exclude each other; report this as a bug");
  record(Voted{vote});
  return vote;
}

Expected<void, Refusal> Signer::note_proposal(types::Epoch epoch, types::View view,
                                              const types::BlockId& block) {
  if (!open_ || epoch != epoch_) return fail(Refusal::not_opened);
  if (view <= above_) return fail(Refusal::view_closed);
  if (const auto* votes = votes_in(view)) {
    if (votes->proposed && *votes->proposed == block) return {};
    if (votes->proposed) return fail(Refusal::second_proposal);
    if (votes->nullify) return fail(Refusal::proposal_after_nullify);
    // The notarize of a leader is its proposal.
    if (votes->notarize && votes->notarize->subject.block != block) return fail(Refusal::second_proposal);
  }
  votes_[view].proposed = block;
  record(Proposed{epoch, view, block});
  return {};
}

void Signer::keep_body(const types::BlockId& block, Bytes body) {
  if (bodies_.count(block) != 0) return;
  bodies_.emplace(block, body);
  record(StoredBody{block, std::move(body)});
}

void Signer::keep_notarization(const types::Certificate& notarization) {
  const auto& subject = notarization.subject;
  KULA_CHECK(subject.kind == VoteKind::notarize && subject.epoch == epoch_ && subject.view > above_,
             "a certificate is kept that is no open view's notarization; report this as a bug");
  auto& held = votes_[subject.view].notarization;
  if (held) return;
  held = notarization;
  record(Notarized{notarization});
}

void Signer::open_epoch(types::Epoch epoch, types::View above) {
  KULA_CHECK(!open_ || epoch > epoch_, "an epoch is opened that was open before; report this as a bug");
  open_ = true;
  epoch_ = epoch;
  above_ = above;
  votes_.clear();
  bodies_.clear();
  record(Opened{chain_, public_key(), epoch_, above_});
}

void Signer::record(RecordEntry entry) {
  record_bytes_ += size_of(entry);
  new_entries_.push_back(std::move(entry));
}

std::vector<RecordEntry> Signer::take_new_entries() { return std::exchange(new_entries_, {}); }

const OwnVotes* Signer::votes_in(types::View view) const {
  const auto found = votes_.find(view);
  return found == votes_.end() ? nullptr : &found->second;
}

void Signer::close_through(types::View view, const std::vector<types::BlockId>& bodies) {
  above_ = std::max(above_, view);
  votes_.erase(votes_.begin(), votes_.upper_bound(above_));
  for (const auto& block : bodies) bodies_.erase(block);
}

bool Signer::is_worth_rewriting(std::size_t limit) const {
  if (!open_) return false;
  std::size_t open = 0;
  for (const auto& [block, body] : bodies_) open += body.size();
  return record_bytes_ >= limit && record_bytes_ >= 2 * open;
}

std::vector<RecordEntry> Signer::rewritten() {
  KULA_CHECK(new_entries_.empty(), "the signing record is rewritten before new entries were persisted");
  KULA_CHECK(open_, "the record of a wiped validator holds nothing to rewrite; report this as a bug");
  std::vector<RecordEntry> entries{Opened{chain_, public_key(), epoch_, above_}};
  for (const auto& [block, body] : bodies_) entries.push_back(StoredBody{block, body});
  for (const auto& [view, votes] : votes_) {
    if (votes.proposed) entries.push_back(Proposed{epoch_, view, *votes.proposed});
    for (const auto* vote : {&votes.notarize, &votes.nullify, &votes.finalize}) {
      if (*vote) entries.push_back(Voted{**vote});
    }
    if (votes.notarization) entries.push_back(Notarized{*votes.notarization});
  }
  record_bytes_ = 0;
  for (const auto& entry : entries) record_bytes_ += size_of(entry);
  return entries;
}

}  // namespace kula::consensus
