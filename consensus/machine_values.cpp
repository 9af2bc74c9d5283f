// What follows from the machine's state, without changing it.
#include <algorithm>

#include "consensus/machine.h"

namespace kula::consensus {

using types::VoteKind;

bool Machine::may_vote() const { return signer_ && own_index_ && signer_->epoch() == epoch_; }

const OwnVotes& Machine::own_votes(types::View view) const {
  static const OwnVotes kNone;
  const auto* votes = signer_ ? signer_->votes_in(view) : nullptr;
  return votes == nullptr ? kNone : *votes;
}

const ViewState& Machine::state_of(types::View view) const {
  static const ViewState kNothing;
  const auto found = views_.find(view);
  return found == views_.end() ? kNothing : found->second;
}

// R2: down from the view before the current one.
std::optional<Machine::Parent> Machine::choose_parent() const {
  Parent parent;
  for (types::View view{view_.value - 1}; view > final_view_; --view.value) {
    const auto& state = state_of(view);
    const auto* certified = state.certified_block();
    if (certified != nullptr && tree_.is_executed(*certified)) {
      parent.view = view;
      parent.block = *certified;
      std::reverse(parent.passed.begin(), parent.passed.end());
      return parent;
    }
    if (!state.nullification) return std::nullopt;
    parent.passed.push_back(view);
  }
  parent.view = final_view_;
  parent.block = tree_.final_id();
  const auto* certified = state_of(final_view_).certified_block();
  const bool is_certified = final_view_.value == 0 || (certified != nullptr && *certified == parent.block);
  if (!is_certified) return std::nullopt;
  std::reverse(parent.passed.begin(), parent.passed.end());
  return parent;
}

// For an own proposal that is the last view which may be the parent's: below what is known to be final nobody
// needs a way any more.
std::optional<types::View> Machine::wants_way_from() const {
  const auto& proposal = state_of(view_).proposal;
  if (proposal && !is_justified(*proposal)) return std::max(proposal->parent_view, final_view_);
  if (!leads() || !has_work() || choose_parent()) return std::nullopt;
  for (auto it = views_.rbegin(); it != views_.rend() && it->first > final_view_; ++it) {
    const auto* certified = it->second.certified_block();
    if (it->second.finalization || (certified != nullptr && tree_.is_executed(*certified))) return it->first;
  }
  return final_view_;
}

std::optional<Machine::Parent> Machine::parent_to_propose_on() const {
  if (!leads() || !has_work() || view_ <= signer_->above()) return std::nullopt;
  const auto& mine = own_votes(view_);
  if (mine.proposed || mine.notarize || mine.nullify) return std::nullopt;
  return choose_parent();
}

// A block that is due whatever is in it waits for nothing.
bool Machine::waits_for_more() const {
  const bool may_wait = config_.timing.batch_wait_ms > 0 && !batch_waited_ && !tail_is_old_;
  return work_ == Work::growing && may_wait && !is_closing() && !is_recovering();
}

types::BlockId Machine::best_executed() const {
  for (auto it = views_.rbegin(); it != views_.rend() && it->first > final_view_; ++it) {
    const auto* certified = it->second.certified_block();
    if (certified != nullptr && tree_.is_executed(*certified)) return *certified;
  }
  return tree_.final_id();
}

// R4: R2's certificates are all here; those that came with the proposal were taken in before.
bool Machine::is_justified(const Proposal& proposal) const {
  const auto parent_view = proposal.parent_view;
  if (parent_view < final_view_) return false;
  const auto& stands_on = proposal.is_again() ? proposal.block() : proposal.header.parent;
  if (parent_view == final_view_) {
    if (stands_on != tree_.final_id()) return false;
  } else {
    const auto* certified = state_of(parent_view).certified_block();
    if (certified == nullptr || *certified != stands_on) return false;
  }
  for (types::View view{parent_view.value + 1}; view < proposal.view(); ++view.value) {
    if (!state_of(view).nullification) return false;
  }
  return true;
}

bool Machine::is_consistent(const types::BlockHeader& header, const types::BlockHeader& parent) const {
  if (closes_this_epoch(parent)) return false;  // R16
  return header.version == parent.version && header.chain_id == config_.chain_id && header.epoch == epoch_ &&
         header.height == next(parent.height) && header.parent == types::id_of(parent) &&
         header.proposer == leader_of(context_->set, epoch_, header.view) && header.time > parent.time &&
         header.validator_set == set_hash_ && header.recovery == recovery_on(parent) && header.flags == 0;
}

Hash Machine::recovery_on(const types::BlockHeader& parent) const {
  return recovery_ && parent.epoch < epoch_ ? recovery_->manifest : Hash{};
}

bool Machine::is_recovering() const {
  return recovery_ && tree_.final_header().epoch < epoch_ && best_executed() == tree_.final_id();
}

bool Machine::knows_later_final() const {
  return std::any_of(views_.begin(), views_.end(), [this](const auto& entry) {
    return entry.first > final_view_ && entry.second.finalization.has_value();
  });
}

// R5.
bool Machine::is_nullify_due(const ViewState& state) const {
  return proposal_is_late_ || certificate_is_late_ || state.proposal_is_invalid ||
         state.tally.equivocated(leader()) || is_nullified_by_others(state) ||
         state.tally.find(VoteKind::nullify, leader()) != nullptr;
}

bool Machine::is_gap(const ViewState& state) const {
  return !state.has_certificate() && (state.asked_in_vain || is_nullified_by_others(state));
}

bool Machine::is_nullified_by_others(const ViewState& state) const {
  return state.tally.count(VoteKind::nullify, {}) > context_->set.max_faulty();
}

bool Machine::is_closing() const {
  const auto best = best_executed();
  return best != tree_.final_id() && closes_this_epoch(*tree_.header(best));
}

bool Machine::has_tail() const {
  return std::any_of(views_.begin(), views_.end(), [this](const auto& entry) {
    return entry.first > final_view_ && entry.second.block_certificate() != nullptr;
  });
}

bool Machine::is_unfinished() const {
  const auto& mine = own_votes(view_);
  return has_work() || has_tail() || mine.notarize || mine.nullify ||
         state_of(view_).tally.count(VoteKind::nullify, {}) > 0;
}

std::vector<types::Certificate> Machine::certificates(types::View first, types::View last) const {
  std::vector<types::Certificate> found;
  for (auto it = views_.lower_bound(first); it != views_.end() && it->first <= last; ++it) {
    for (const auto* certificate :
         {&it->second.finalization, &it->second.notarization, &it->second.nullification}) {
      if (*certificate) found.push_back(**certificate);
    }
  }
  return found;
}

namespace {
const types::VoteSubject* subject_of(const std::optional<types::Certificate>& certificate) {
  return certificate ? &certificate->subject : nullptr;
}
}  // namespace

bool Machine::is_news(const Message& message) const {
  const auto is_in_reach = [this](types::View view) {
    return view >= final_view_ && view.value <= view_.value + kViewsAhead;
  };
  // Even about a block that is certified: the other vote is the one that counts. A validator's first is
  // enough.
  const auto is_evidence = [this](const types::Vote& vote) {
    return state_of(vote.subject.view).tally.is_evidence(vote);
  };
  if (opening_) return false;
  if (const auto* one = std::get_if<VoteMessage>(&message)) {
    const auto& subject = one->vote.subject;
    if (subject.epoch != epoch_) return true;
    if (!is_in_reach(subject.view)) return false;
    if (is_evidence(one->vote)) return true;
    // One that comes after its certificate, too: another one of this validator may follow (R15).
    return state_of(subject.view).tally.find(subject.kind, one->vote.validator) == nullptr;
  }
  if (const auto* one = std::get_if<CertificateMessage>(&message)) {
    const auto& subject = one->certificate.subject;
    if (subject.epoch != epoch_) return true;
    if (subject.view < final_view_) return false;
    const auto* held = subject_of(state_of(subject.view).certificate(subject.kind));
    return held == nullptr || *held != subject;
  }
  if (const auto* one = std::get_if<Proposal>(&message)) {
    if (one->header.epoch != epoch_ || is_evidence(one->vote)) return true;
    if (one->view() <= final_view_) return false;
    const auto& held = state_of(one->view()).proposal;
    return !held || held->block() != one->block();
  }
  if (const auto* one = std::get_if<ViewAnswer>(&message)) {
    return one->epoch != epoch_ || (nonce_ && one->nonce == *nonce_ && !answers_.contains(one->validator));
  }
  return true;
}

}  // namespace kula::consensus
