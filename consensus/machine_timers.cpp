// Timers and the question about work: wanted as a function of the state, then compared with what is out
// (R10-R12).
#include <algorithm>

#include "consensus/machine.h"
#include "ledger/base/check.h"

namespace kula::consensus {

void Machine::watch_work() {
  if (!may_vote()) return;
  const auto best = best_executed();
  if (watched_ == best) return;
  watched_ = best;
  work_ = Work::none;  // until it is answered
  out_.push_back(WatchWork{best});
}

void Machine::want(TimerKind kind, bool wanted, types::View view, DurationMs delay_ms) {
  const Timer timer{kind, epoch_, view};
  const auto found = timers_.find(kind);
  if (wanted && found != timers_.end() && found->second == timer) return;
  if (!wanted && found == timers_.end()) return;
  if (!wanted) {
    timers_.erase(found);
    out_.push_back(CancelTimer{kind});
    return;
  }
  const bool is_of_view = kind == TimerKind::proposal || kind == TimerKind::certificate;
  KULA_CHECK(!is_of_view || has_work(),
             "a view's timer would run without work; report this as a bug");  // R12
  timers_.insert_or_assign(kind, timer);
  out_.push_back(SetTimer{timer, delay_ms});
}

void Machine::set_timers() {
  const bool votes = may_vote();
  const bool gathers = waits_for_more() && !building_ && parent_to_propose_on().has_value();
  // Nobody waits for a validator that is alone: the larger its blocks, the less each transaction costs.
  const auto& timing = config_.timing;
  want(TimerKind::batch, gathers, view_, is_alone() ? timing.base_delta_ms : timing.batch_wait_ms);

  // It waits for nobody: passing over its own view would help nobody.
  const bool has_others = votes && !is_alone();
  const auto delta = delta_ms(timing, view_, final_view_);
  const bool runs = has_others && has_work() && !own_votes(view_).nullify;
  const bool has_proposal = state_of(view_).proposal.has_value();
  want(TimerKind::proposal, runs && !has_proposal && !proposal_is_late_, view_, 3 * delta);
  want(TimerKind::certificate, runs && !certificate_is_late_, view_, 5 * delta);
  want(TimerKind::tail, has_others && has_tail() && !tail_is_old_, final_view_, 3 * delta);
  want(TimerKind::answer, has_others && certificates_asked_, view_, 2 * delta);
  want(TimerKind::retry, (has_others && is_unfinished()) || may_ask_views(), view_,
       std::min(4 * delta, kMaxRetryMs));
  want(TimerKind::clock, has_others && clock_wait_ms_.has_value(), view_, clock_wait_ms_.value_or(0));
}

// R5: what nobody gave is nullified, so that the next ones find a way past those views.
void Machine::give_up_certificates() {
  if (!certificates_asked_) return;
  for (auto view = certificates_asked_->first; view <= certificates_asked_->last; ++view.value) {
    if (view > final_view_ && !state_of(view).has_certificate()) views_[view].asked_in_vain = true;
  }
  certificates_asked_.reset();
}

// R10: nothing relies on a message arriving the first time.
void Machine::retry() {
  if (may_vote()) {
    for (const auto& [view, votes] : signer_->open_votes()) {
      // A certificate of the same subject is sent again below and says more.
      const auto& state = state_of(view);
      if (votes.notarize && !state.notarization) send(VoteMessage{*votes.notarize});
      if (votes.nullify && !state.nullification) send(VoteMessage{*votes.nullify});
      if (votes.finalize && !state.finalization) send(VoteMessage{*votes.finalize});
    }
  }
  if (may_ask_views()) ask_views();
  fetching_.clear();
  certificates_asked_.reset();
  auto highest = views_.rbegin();
  while (highest != views_.rend() && !highest->second.finalization) ++highest;
  const auto from = highest == views_.rend() ? types::View{} : highest->first;
  // After a long outage the newest are enough: they move the others' view, and who needs more asks (R2).
  const auto newest = view_.value > kMaxNullifications ? types::View{view_.value - kMaxNullifications} : from;
  for (const auto& [view, state] : views_) {
    if (view < from || (view < newest && view != from)) continue;
    if (state.finalization) send(CertificateMessage{*state.finalization});
    if (state.notarization && view > from) send(CertificateMessage{*state.notarization});
    if (state.nullification && view > from) send(CertificateMessage{*state.nullification});
  }
  // An own proposal of the current view: without it nobody can vote.
  const auto& proposal = state_of(view_).proposal;
  if (proposal && own_index_ && proposal->vote.validator == *own_index_) send(*proposal);
  tree_.ask_again();
}

}  // namespace kula::consensus
