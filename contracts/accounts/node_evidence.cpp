#include "contracts/accounts/node_evidence.h"

#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::accounts {

using types::VoteKind;

namespace {
bool is_well_formed(const types::VoteSubject& subject) {
  return subject.block.is_zero() == (subject.kind == VoteKind::nullify);
}
}  // namespace

std::optional<Contradiction> contradiction(const types::VoteSubject& first,
                                           const types::VoteSubject& second) {
  if (first.epoch != second.epoch || first.view != second.view) return std::nullopt;
  const auto& [lower, upper] = std::minmax(first, second);  // by kind: notarize, nullify, finalize
  const bool other_block = lower.block != upper.block;
  if (upper.kind == VoteKind::finalize && lower.kind == VoteKind::nullify)
    return Contradiction::finalize_and_nullify;
  if (!other_block) return std::nullopt;
  if (lower.kind == VoteKind::notarize && upper.kind == VoteKind::notarize)
    return Contradiction::two_notarizes;
  if (lower.kind == VoteKind::finalize) return Contradiction::two_finalizes;
  if (lower.kind == VoteKind::notarize && upper.kind == VoteKind::finalize)
    return Contradiction::finalize_and_other_notarize;
  return std::nullopt;  // notarize and nullify: R4 allows both
}

Outcome ReportEvidence::validate() const {
  const bool one_view =
      first.subject.epoch == second.subject.epoch && first.subject.view == second.subject.view;
  if (!one_view || first.validator != second.validator) return reject(kBadVote);
  if (!is_well_formed(first.subject) || !is_well_formed(second.subject)) return reject(kBadVote);
  if (!contradiction(first.subject, second.subject)) return reject(kNoContradiction);
  return {};
}

Outcome ReportEvidence::apply(ActionContext& context) const {
  const auto set = validator_set_of(context.state, first.subject.epoch);
  if (!set || first.validator >= set->size()) return reject(kBadVote);
  const auto& key = set->validators[first.validator].key;
  for (const auto* vote : {&first, &second}) {
    const auto message = types::vote_message(context.block.chain_id, vote->subject);
    if (!crypto::verify(key, message, vote->signature)) return reject(kBadVote);
  }
  const auto kind = *contradiction(first.subject, second.subject);
  const auto& [epoch, view] = std::tie(first.subject.epoch, first.subject.view);
  if (kNodeEvidence.contains(context.state, key, epoch, view, kind)) return reject(kEvidenceKnown);
  kNodeEvidence.put(context.state, key, epoch, view, kind,
                    NodeEvidence{first, second, context.sender, context.now});
  emit(context, EvidenceRecorded{key, epoch, view, kind, context.sender});
  return {};
}

}  // namespace kula::contracts::accounts
