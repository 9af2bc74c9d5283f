// The rules of one view, R1 to R7, each from the state alone.
#include "consensus/machine.h"
#include "ledger/base/check.h"

namespace kula::consensus {

using types::VoteKind;

void Machine::advance() {
  const auto one_rule = [this] {
    return enter_view() || check_certified() || commit_final() || vote_notarize() || vote_nullify() ||
           vote_finalize() || propose();
  };
  while (!stopped_ && !opening_ && one_rule()) continue;
  if (!stopped_ && !opening_) fetch_certificates();
}

// R1: the view follows from certificates alone.
bool Machine::enter_view() {
  for (auto it = views_.rbegin(); it != views_.rend() && it->first >= view_; ++it) {
    if (!it->second.has_certificate()) continue;
    const types::View entered{it->first.value + 1};
    KULA_CHECK(entered > view_, "the view falls; report this as a bug");
    view_ = entered;
    batch_waited_ = proposal_is_late_ = certificate_is_late_ = false;
    clock_wait_ms_.reset();
    building_.reset();
    certificates_asked_.reset();
    return true;
  }
  return false;
}

// R2: a leader that cannot propose, and a follower that cannot judge a proposal, ask for what lies between.
void Machine::fetch_certificates() {
  if (certificates_asked_) return;
  const auto from = wants_way_from();
  if (!from) return;
  for (types::View view{from->value + 1}; view < view_; ++view.value) {
    if (state_of(view).has_certificate()) continue;
    if (!certificates_asked_) certificates_asked_ = FetchCertificates{view, view};
    if (view.value - certificates_asked_->first.value < kMaxCertificatesAsked)
      certificates_asked_->last = view;
  }
  if (certificates_asked_) out_.push_back(*certificates_asked_);
}

void Machine::ask_check(const types::BlockId& id, KnownBlock& block) {
  block.state = BlockState::asked;
  out_.push_back(CheckBlock{id, block.header, block.transactions, block.block});
}

bool Machine::check_certified() {
  for (const auto& [view, state] : views_) {
    const auto* certificate = view > final_view_ ? state.block_certificate() : nullptr;
    if (certificate != nullptr && check_path_to(*certificate)) return true;
  }
  return false;
}

// Has the lowest block below a certified one checked that can be, or fetched when it is not here (R22): the
// certificates of its ancestors may never have come.
bool Machine::check_path_to(const types::Certificate& certificate) {
  auto id = certificate.subject.block;
  while (!tree_.is_executed(id)) {
    auto* block = tree_.find(id);
    if (block == nullptr) {
      if (!fetching_.insert(id).second) return false;
      out_.push_back(FetchBlock{id, certificate.signers});
      return true;
    }
    if (block->state == BlockState::invalid) {
      stop(StopReason::divergence);  // R6
      return true;
    }
    if (block->header.height <= next(tree_.final_header().height) ||
        tree_.is_executed(block->header.parent)) {
      if (block->state != BlockState::known || !tree_.is_executed(block->header.parent)) return false;
      ask_check(id, *block);
      return true;
    }
    id = block->header.parent;
  }
  return false;
}

// R7: the highest finalization whose block and ancestors were executed here.
bool Machine::commit_final() {
  for (auto it = views_.rbegin(); it != views_.rend() && it->first > final_view_; ++it) {
    if (!it->second.finalization) continue;
    const auto& id = it->second.finalization->subject.block;
    if (id == tree_.final_id()) continue;
    const auto path = tree_.path_to(id);
    if (path.reach == BlockTree::Reach::contradicts) {
      stop(StopReason::breach);
      return true;
    }
    if (path.reach != BlockTree::Reach::reaches || !tree_.is_executed(id)) continue;
    commit(path.blocks, it->first);
    return true;
  }
  return false;
}

void Machine::commit(const std::vector<types::BlockId>& path, types::View view) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    // The nearest finalization: its own, or a descendant's with the headers between.
    Commit commit{path[i], {}};
    for (std::size_t j = i; j < path.size(); ++j) {
      const auto& header = *tree_.header(path[j]);
      if (j > i) commit.finality.path.push_back(header);
      const auto& state = state_of(j + 1 == path.size() ? view : header.view);
      if (!state.finalization || state.finalization->subject.block != path[j]) continue;
      commit.finality.finalization = *state.finalization;
      break;
    }
    out_.push_back(std::move(commit));
  }
  const bool closes = closes_this_epoch(*tree_.header(path.back()));
  std::vector<types::BlockId> closed = path;
  for (const auto& id : path) {
    const auto dropped = tree_.make_final(id);
    closed.insert(closed.end(), dropped.begin(), dropped.end());
  }
  final_view_ = view;
  views_.erase(views_.begin(), views_.lower_bound(final_view_));
  tail_is_old_ = false;
  committed_ = true;
  if (may_vote()) signer_->close_through(final_view_, closed);
  if (!closes) return;
  opening_ = true;  // R17
  out_.push_back(OpenEpoch{});
}

void Machine::keep_body(const types::BlockId& id) {
  const auto* block = tree_.find(id);
  if (block != nullptr && block->block) signer_->keep_body(id, types::encode_block(*block->block));
}

bool Machine::sign(VoteKind kind, types::View view, const types::BlockId& block) {
  const auto vote = signer_->sign({kind, epoch_, view, block}, *own_index_);
  if (!vote) return false;
  send(VoteMessage{*vote});
  add_vote(*vote);
  return true;
}

// R4.
bool Machine::vote_notarize() {
  clock_wait_ms_.reset();
  const auto found = views_.find(view_);
  if (!may_vote() || own_votes(view_).notarize || found == views_.end()) return false;
  auto& state = found->second;
  if (!state.proposal || state.proposal_is_invalid || !is_justified(*state.proposal)) return false;
  const auto& header = state.proposal->header;
  const auto id = state.proposal->block();
  auto* block = tree_.find(id);
  if (block == nullptr) return false;
  if (state.proposal->is_again()) {
    // R16: notarized before, so only the nullifications between matter; the rules have it executed.
    if (block->state != BlockState::executed) return false;
    keep_body(id);
    return sign(VoteKind::notarize, view_, id);
  }
  if (!tree_.is_executed(header.parent)) return false;
  if (!is_consistent(header, *tree_.header(header.parent)) || block->state == BlockState::invalid) {
    state.proposal_is_invalid = true;
    return true;
  }
  // R13
  if (header.time > after(now_, kMaxAheadMs)) {
    clock_wait_ms_ = header.time.value - kMaxAheadMs - now_.value;
    return false;
  }
  const bool is_early = view_.value - final_view_.value <= kBehindViews;
  if (is_early && after(header.time, kMaxBehindMs) < now_) return false;
  if (block->state == BlockState::known) {
    ask_check(id, *block);
    return true;
  }
  if (block->state != BlockState::executed) return false;
  keep_body(id);
  return sign(VoteKind::notarize, view_, id);
}

// R5: of the current view, and of those left behind of which no certificate is here (README.md). The signer
// refuses it after a finalize, and in views that are closed.
bool Machine::vote_nullify() {
  if (!may_vote()) return false;
  if (!own_votes(view_).nullify && is_nullify_due(state_of(view_)) && sign(VoteKind::nullify, view_, {}))
    return true;
  for (const auto& [view, state] : views_) {
    if (view >= view_) break;
    if (view <= final_view_ || !is_gap(state) || own_votes(view).nullify) continue;
    if (sign(VoteKind::nullify, view, {})) return true;
  }
  return false;
}

// R6: of any view above the last final one.
bool Machine::vote_finalize() {
  if (!may_vote()) return false;
  for (const auto& [view, state] : views_) {
    if (view <= final_view_ || !state.notarization || state.finalization || own_votes(view).finalize)
      continue;
    const auto id = state.notarization->subject.block;
    if (!tree_.is_executed(id)) continue;
    keep_body(id);
    if (view > signer_->above()) signer_->keep_notarization(*state.notarization);
    if (sign(VoteKind::finalize, view, id)) return true;
  }
  return false;
}

// R3.
bool Machine::propose() {
  if (building_ || waits_for_more()) return false;
  const auto parent = parent_to_propose_on();
  if (!parent) return false;
  const auto unfinalized = tree_.path_to(parent->block).blocks.size();
  // R14: while finality lags, one block every 3Δ is enough to let it catch up, however much work there is.
  if (unfinalized >= kMaxUnfinalizedBlocks && !tail_is_old_) return false;
  if (closes_this_epoch(*tree_.header(parent->block))) {
    publish(tree_.find(parent->block)->block, *parent);  // R16
    return true;
  }
  BuildBlock request;
  request.parent = parent->block;
  request.epoch = epoch_;
  request.view = view_;
  request.proposer = *own_index_;
  request.min_time = after(tree_.header(parent->block)->time, 1);
  // R14, R21
  request.empty = unfinalized >= kMaxUnfinalizedBlocks || is_recovering();
  request.required = tail_is_old_ || is_recovering();
  building_ = Building{request.parent, request.required};
  out_.push_back(request);
  return true;
}

}  // namespace kula::consensus
