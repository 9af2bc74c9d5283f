// What each event changes. The rules that follow from it are machine_rules.cpp's.
#include "consensus/machine.h"
#include "ledger/base/check.h"

namespace kula::consensus {

using types::VoteKind;

void Machine::on(const MessageReceived& event) {
  if (event.message.epoch() != epoch_) return;  // verified against a set that is no longer ours
  std::visit([this](const auto& message) { receive(message); }, event.message.message());
}

void Machine::receive(const VoteMessage& message) { add_vote(message.vote); }

void Machine::receive(const CertificateMessage& message) { add_certificate(message.certificate); }

// R9: only who is sure of its own past may vouch for where it stands.
void Machine::receive(const ViewQuery& query) {
  if (!may_vote() || query.validator == *own_index_) return;
  // After a restart the votes in the record may be of later views than the certificates that are here: until
  // those have come back, the view is not how far the chain was, nor can a higher one be proved.
  const auto& open = signer_->open_votes();
  if (signer_->above() > view_ || (!open.empty() && open.rbegin()->first > view_)) return;
  ViewAnswer answer;
  answer.epoch = epoch_;
  answer.validator = *own_index_;
  answer.asker = query.validator;
  answer.nonce = query.nonce;
  answer.view = view_;
  if (view_.value > 1) {
    const auto entered = certificates(types::View{view_.value - 1}, types::View{view_.value - 1});
    // After a restart on a block that is final through a descendant, that certificate may be gone for a
    // while.
    if (entered.empty()) return;
    answer.entered_by = entered.front();
  }
  answer.signature = signer_->sign_answer(answer_message(config_.chain_id, answer));
  out_.push_back(Send{query.validator, std::make_shared<const Message>(std::move(answer))});
}

// R9: 2f+1 of the others leave an honest one that knows of every vote of ours that ever counted.
void Machine::receive(const ViewAnswer& answer) {
  if (!is_wiped() || answer.asker != *own_index_ || answer.validator == *own_index_ || !nonce_ ||
      answer.nonce != *nonce_) {
    return;
  }
  if (answer.entered_by) add_certificate(*answer.entered_by);
  if (stopped_) return;
  auto& highest = answers_[answer.validator];
  highest = std::max(highest, answer.view);
  if (answers_.size() < 2 * context_->set.max_faulty() + 1) return;
  types::View maximum;
  for (const auto& [validator, view] : answers_) maximum = std::max(maximum, view);
  nonce_.reset();
  answers_.clear();
  signer_->open_epoch(epoch_, types::View{maximum.value + 1});
}

void Machine::receive(const Proposal& proposal) {
  // What justifies it also moves us to its view (R1, R2).
  if (proposal.parent_certificate) add_certificate(*proposal.parent_certificate);
  for (const auto& nullification : proposal.nullifications) add_certificate(nullification);
  while (enter_view()) continue;
  add_vote(proposal.vote);
  if (stopped_) return;
  const auto view = proposal.view();
  if (view <= final_view_ || view.value > view_.value + kViewsAhead) return;  // R14
  auto& state = views_[view];
  const auto* certified = state.certified_block();
  const auto* counted = state.tally.find(VoteKind::notarize, proposal.vote.validator);
  const bool is_the_certified = certified != nullptr && *certified == proposal.block();
  const bool is_the_first =
      !state.proposal && counted != nullptr && counted->subject.block == proposal.block();
  if (!is_the_certified && !is_the_first) return;
  state.proposal = proposal;
  tree_.add(proposal.block(), {proposal.header, proposal.transactions, nullptr, BlockState::known});
}

bool Machine::is_foreign(const types::VoteSubject& subject) const {
  if (subject.view <= signer_->above()) return false;  // closed, and forgotten
  const auto& mine = own_votes(subject.view).of(subject.kind);
  return !mine || mine->subject != subject;
}

void Machine::add_vote(const types::Vote& vote) {
  const auto& subject = vote.subject;
  const bool is_own = may_vote() && vote.validator == *own_index_;
  const bool is_strange = is_own && is_foreign(subject);
  // R14; but own votes of the record count wherever they are (R8): nobody else says them for us.
  const bool is_in_reach = (is_own && !is_strange) || subject.view.value <= view_.value + kViewsAhead;
  if (stopped_ || subject.view < final_view_ || !is_in_reach) return;
  auto& state = views_[subject.view];
  if (const auto evidence = state.tally.add(vote)) out_.push_back(*evidence);  // R15
  if (is_strange) return stop(StopReason::key_used_elsewhere);                 // R9
  if (state.certificate(subject.kind)) return;
  if (const auto formed = state.tally.certificate(subject.kind, context_->set.quorum()))
    add_certificate(*formed);
}

void Machine::add_certificate(const types::Certificate& certificate) {
  const auto& subject = certificate.subject;
  if (stopped_ || subject.view < final_view_) return;
  const bool shows_us = may_vote() && (certificate.signers >> *own_index_ & 1) != 0;
  if (shows_us && is_foreign(subject)) return stop(StopReason::wiped);  // R9
  auto& state = views_[subject.view];
  for (const auto kind : {VoteKind::notarize, VoteKind::nullify, VoteKind::finalize}) {
    const auto& held = state.certificate(kind);
    if (held && conflicts(held->subject, subject)) return stop(StopReason::breach);  // R7
  }
  auto& slot = state.certificate(subject.kind);
  if (slot) return;
  slot = certificate;
  for (const auto& evidence : state.tally.add(certificate)) out_.push_back(evidence);  // R15
  if (subject.kind == VoteKind::notarize) tail_is_old_ = false;  // R12: the tail's end is new
  if (own_index_) send(CertificateMessage{certificate});         // R1; observers forward nothing (R20)
}

void Machine::on(const TimerFired& event) {
  const auto found = timers_.find(event.timer.kind);
  if (found == timers_.end() || found->second != event.timer) return;  // cancelled or replaced meanwhile
  timers_.erase(found);
  switch (event.timer.kind) {
    case TimerKind::batch:
      batch_waited_ = true;
      break;
    case TimerKind::proposal:
      proposal_is_late_ = true;
      break;
    case TimerKind::certificate:
      certificate_is_late_ = true;
      break;
    case TimerKind::tail:
      tail_is_old_ = true;
      break;
    case TimerKind::answer:
      give_up_certificates();
      break;
    case TimerKind::retry:
      retry();
      break;
    case TimerKind::clock:
      break;  // the rules look at the time again
  }
}

void Machine::on(const BlockBuilt& event) {
  const bool is_awaited =
      building_ && event.epoch == epoch_ && event.view == view_ && event.parent == building_->parent;
  if (!is_awaited) return;
  const auto request = *std::exchange(building_, std::nullopt);
  if (!event.block) {
    KULA_CHECK(!request.required, "no block was built although one was required; report this as a bug");
    work_ = Work::none;
    return;
  }
  const auto parent = parent_to_propose_on();
  if (!parent || parent->block != event.parent) return;  // certificates came meanwhile: build again, on them
  publish(event.block, *parent);
}

// R3, R8: what is signed here is durable before the proposal leaves, as take_outputs() puts Persist first.
void Machine::publish(const BlockPointer& block, const Parent& parent) {
  const auto& header = block->header;
  const auto id = types::id_of(header);
  const auto* on = tree_.header(parent.block);
  KULA_CHECK(on != nullptr && (id == parent.block || (header.view == view_ && is_consistent(header, *on))),
             "the block that was built is not the one asked for; report this as a bug");
  if (!signer_->note_proposal(epoch_, view_, id)) return;
  signer_->keep_body(id, types::encode_block(*block));
  const auto vote = signer_->sign({VoteKind::notarize, epoch_, view_, id}, *own_index_);
  KULA_CHECK(vote, "the own proposal was refused after it was noted; report this as a bug");

  Proposal proposal;
  proposal.header = header;
  for (const auto& transaction : block->transactions)
    proposal.transactions.push_back(transaction->bytes_hash());
  proposal.parent_view = parent.view;
  if (parent.view.value > 0) proposal.parent_certificate = *state_of(parent.view).block_certificate();
  for (const auto passed : parent.passed) {
    proposal.nullifications.push_back(*state_of(passed).nullification);
  }
  if (proposal.nullifications.size() > kMaxNullifications) {
    proposal.nullifications.erase(proposal.nullifications.begin(),
                                  proposal.nullifications.end() - kMaxNullifications);
  }
  proposal.vote = *vote;
  tree_.add(id, {header, proposal.transactions, block, BlockState::executed});
  views_[view_].proposal = proposal;
  send(std::move(proposal));
  add_vote(*vote);
}

void Machine::on(const BlockChecked& event) {
  auto* block = tree_.find(event.id);
  if (block == nullptr || block->state == BlockState::executed) return;
  switch (event.result) {
    case CheckResult::valid:
      KULA_CHECK(event.block && types::id_of(event.block->header) == event.id,
                 "another block was checked than the one asked for; report this as a bug");
      block->block = event.block;
      block->state = BlockState::executed;
      break;
    case CheckResult::invalid:
      block->state = BlockState::invalid;
      break;
    case CheckResult::unknown:
      block->state = BlockState::unknown;
      break;
    case CheckResult::failed:
      return stop(StopReason::check_failed);
  }
}

void Machine::on(const BlockFetched& event) {
  const auto& header = event.block->header;
  if (header.epoch != epoch_) return;
  const auto id = types::id_of(header);
  auto* held = tree_.find(id);
  if (held == nullptr) {
    KnownBlock block{header, {}, event.block, BlockState::known};
    for (const auto& transaction : event.block->transactions)
      block.transactions.push_back(transaction->bytes_hash());
    tree_.add(id, std::move(block));
  } else if (held->block == nullptr) {
    held->block = event.block;
    if (held->state == BlockState::unknown) held->state = BlockState::known;
  }
}

void Machine::on(const WorkChanged& event) {
  if (event.on == watched_) work_ = event.work;
}

}  // namespace kula::consensus
