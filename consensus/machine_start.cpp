// Started: where the chain stands, and what the record adds to it (R8, R9).
#include "consensus/machine.h"
#include "ledger/base/check.h"

namespace kula::consensus {

void Machine::on(const Started& event) {
  KULA_CHECK(event.set.is_valid() && event.set.hash() == event.tip.next_validator_set,
             "the ledger's validators are not those that its tip names; run: kulad tool inspect");
  KULA_CHECK(event.finality.has_value() == (event.tip.height.value > 0),
             "the ledger's tip has no finality proof; run: kulad tool inspect");
  find_epoch(event);
  if (const auto reason = why_not_start(event)) return stop(*reason);
  if (may_vote()) restore_from_record();
}

void Machine::find_epoch(const Started& event) {
  epoch_ = event.tip.epoch;
  context_ = std::make_shared<const EpochContext>(EpochContext{config_.chain_id, epoch_, event.set});
  tree_.reset(event.tip);
  if (signer_) own_index_ = event.set.index_of(signer_->public_key());
  if (event.finality) {
    const auto& finalization = event.finality->finalization;
    // Final through a descendant that is not committed: its certificate waits for that block (R7).
    final_view_ = event.finality->path.empty() ? finalization.subject.view : event.tip.view;
    views_[finalization.subject.view].finalization = finalization;
  }
  view_ = types::View{final_view_.value + 1};
}

std::optional<StopReason> Machine::why_not_start(const Started& event) const {
  const bool closes_epoch =
      event.tip.height.value > 0 && event.tip.validator_set != event.tip.next_validator_set;
  if (closes_epoch) return StopReason::epoch_change;
  if (!signer_ || !own_index_) return std::nullopt;
  // Alone, nobody can tell what was forgotten, and nobody can give back what was lost (R9).
  if (signer_->epoch() < epoch_ && is_alone()) return StopReason::wiped;
  if (signer_->epoch() > epoch_) return StopReason::ledger_behind;
  if (is_alone() && signer_->above() > final_view_) return StopReason::ledger_behind;
  if (!may_vote() || !event.finality) return std::nullopt;
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
               "the signing record holds a block that is none; run: kulad tool inspect");
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
