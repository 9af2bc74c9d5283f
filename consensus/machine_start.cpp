// Started: where the chain stands, and what the record adds to it (R8, R9).
#include "consensus/machine.h"
#include "ledger/base/check.h"

namespace kula::consensus {

void Machine::on(const Started& event) {
  const bool is_recovered = event.recovery && event.tip.epoch < event.recovery->epoch;
  KULA_CHECK(event.set.is_valid() && (is_recovered || event.set.hash() == event.tip.next_validator_set),
             "the ledger's validators are not those that its tip names; run `kulad tool verify`");
  KULA_CHECK(event.finality.has_value() == (event.tip.height.value > 0),
             "the ledger's tip has no finality proof; run `kulad tool verify`");
  begin_epoch(event.tip, event.set, event.recovery);
  if (event.finality && event.tip.epoch == epoch_) {
    const auto& finalization = event.finality->finalization;
    // Final through a descendant that is not committed: its certificate waits for that block (R7).
    final_view_ = event.finality->path.empty() ? finalization.subject.view : event.tip.view;
    views_[finalization.subject.view].finalization = finalization;
    view_ = types::View{final_view_.value + 1};
  }
  open_record(event.tip);
  if (const auto reason = why_not_start(event)) return stop(*reason);
  if (may_vote()) restore_from_record();
  if (may_ask_views()) ask_views();
}

// R21. The record does not open by itself: the operator's command does that, before a start.
void Machine::on(const ChainRecovered& event) {
  KULA_CHECK(event.set.is_valid() && types::id_of(event.tip) == tree_.final_id() &&
                 event.recovery.epoch.value == types::epoch_after(event.tip).value + 1,
             "the recovery is not of the final block; report this as a bug");
  begin_epoch(event.tip, event.set, event.recovery);
  if (own_index_ && is_alone() && is_wiped()) stop(StopReason::wiped);
}

// R17: the closing block is durable.
void Machine::on(const EpochOpened& event) {
  KULA_CHECK(event.set.is_valid() && event.set.hash() == event.tip.next_validator_set &&
                 types::id_of(event.tip) == tree_.final_id() && types::closes_epoch(event.tip),
             "the epoch that opens is not the one after the closing block; report this as a bug");
  opening_ = false;
  begin_epoch(event.tip, event.set, std::nullopt);
  open_record(event.tip);
  if (own_index_ && is_alone() && is_wiped()) return stop(StopReason::wiped);
  if (may_vote()) restore_from_record();
  if (may_ask_views()) ask_views();
}

// At the root of the epoch after `tip`; what belonged to the one before is forgotten.
void Machine::begin_epoch(const types::BlockHeader& tip, const types::ValidatorSet& set,
                          const std::optional<EpochRecovery>& recovery) {
  recovery_ = recovery;
  epoch_ = recovery ? recovery->epoch : types::epoch_after(tip);
  context_ = std::make_shared<const EpochContext>(EpochContext{config_.chain_id, epoch_, set});
  set_hash_ = set.hash();
  tree_.reset(tip);
  views_.clear();
  own_index_ = signer_ ? set.index_of(signer_->public_key()) : std::nullopt;
  final_view_ = types::View{0};
  view_ = types::View{1};
  watched_.reset();
  work_ = Work::none;
  tail_is_old_ = batch_waited_ = proposal_is_late_ = certificate_is_late_ = false;
  clock_wait_ms_.reset();
  building_.reset();
  fetching_.clear();
  certificates_asked_.reset();
  nonce_.reset();
  answers_.clear();
}

// R9: the record is open for the epoch whose end it saw, so also for the one that follows; a node that is not
// in the set keeps its record open too, since it may come in later.
void Machine::open_record(const types::BlockHeader& tip) {
  const bool saw_the_end = signer_ && types::closes_epoch(tip) && signer_->epoch() == tip.epoch;
  if (saw_the_end) signer_->open_epoch(epoch_, types::View{0});
}

// Who was voting when the chain was recovered votes on when its operator says so, not because others do
// (R21): its record has another epoch open, while that of a validator that was wiped since has none.
bool Machine::may_ask_views() const { return is_wiped() && !(recovery_ && signer_->epoch()); }

// R9: asks again at every retry, until enough have answered.
void Machine::ask_views() {
  if (!nonce_) nonce_ = signer_->fresh_nonce();
  send(ViewQuery{epoch_, *own_index_, *nonce_});
}

std::optional<StopReason> Machine::why_not_start(const Started& event) const {
  if (!signer_ || !own_index_) return std::nullopt;
  // Alone, nobody can tell what was forgotten, and nobody can give back what was lost (R9).
  if (is_alone() && is_wiped()) return StopReason::wiped;
  if (is_alone() && (signer_->epoch() > epoch_ || signer_->above() > final_view_))
    return StopReason::ledger_behind;
  if (!may_vote() || !event.finality || event.tip.epoch != epoch_) return std::nullopt;
  const auto& shown = event.finality->finalization;
  const bool signed_by_us = (shown.signers >> *own_index_ & 1) != 0;
  if (!signed_by_us || shown.subject.view <= signer_->above()) return std::nullopt;
  const auto& mine = own_votes(shown.subject.view).finalize;
  return mine && mine->subject == shown.subject ? std::nullopt : std::optional(StopReason::wiped);
}

void Machine::restore_from_record() {
  std::vector<types::BlockId> committed;
  for (const auto& [id, bytes] : signer_->bodies()) {
    auto decoded = types::decode_block(bytes);
    KULA_CHECK(decoded && types::id_of(decoded->header) == id,
               "the signing record holds a block that is none; run `kulad tool rejoin`");
    if (decoded->header.height <= tree_.final_header().height) {
      committed.push_back(id);
      continue;
    }
    KnownBlock block;
    block.header = decoded->header;
    for (const auto& transaction : decoded->transactions)
      block.transactions.push_back(transaction->bytes_hash());
    block.block = std::make_shared<const types::Block>(std::move(*decoded));
    tree_.add(id, std::move(block));
  }
  signer_->close_through(final_view_, committed);

  // R8: own votes of unfinalized views go to peers and into the own tally.
  const auto open = signer_->open_votes();
  for (const auto& [view, votes] : open) {
    if (votes.notarization) add_certificate(*votes.notarization);
    for (const auto* vote : {&votes.notarize, &votes.nullify, &votes.finalize}) {
      if (!*vote) continue;
      send(VoteMessage{**vote});
      add_vote(**vote);
    }
    const bool is_lost = is_alone() && votes.finalize &&
                         tree_.path_to(votes.finalize->subject.block).reach != BlockTree::Reach::reaches;
    if (is_lost) return stop(StopReason::ledger_behind);
  }
}

}  // namespace kula::consensus
