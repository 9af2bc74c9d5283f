#include "contracts/governance/vote.h"

#include "contracts/accounts/persons.h"
#include "contracts/governance/close.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/events.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/voting.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"

namespace kula::contracts::governance {

namespace {

// The member's former vote leaves the tally, the new one enters.
void cast(ActionContext& context, const Vote& vote, Proposal& proposal, bool member) {
  if (member) {
    if (const auto before = kBallots.get(context.state, vote.proposal, context.sender))
      --proposal.tally.of(before->choice);
    ++proposal.tally.of(vote.choice);
  }
  kBallots.put(context.state, vote.proposal, context.sender, Ballot{vote.choice, member, context.now});
  emit(context, ProposalVoted{vote.proposal, context.sender, vote.choice, member});
}

// Whoever waits for the last hours to turn the outcome gives the others as many hours to answer (C11.1).
void move_close(ActionContext& context, std::uint64_t number, Proposal& proposal) {
  proposal.moved = true;
  proposal.closes_at = after(proposal.closes_at, proposal.rules.flip_window_ms);
  cancel(context, *proposal.job);
  proposal.job = schedule(context, proposal.closes_at, CloseProposal{number});
  emit(context, ProposalMoved{number, proposal.closes_at});
}

}  // namespace

Outcome Vote::apply(ActionContext& context) const {
  auto record = kProposals.get(context.state, proposal);
  if (!record) return reject(kProposalNotFound);
  if (record->status != ProposalStatus::voting || context.now >= record->closes_at)
    return reject(kVotingClosed);
  const bool member = accounts::is_person_from_before(context.state, context.policy.periods(), context.sender,
                                                      record->rules.voters_before);
  const bool may_vote =
      member || (changes_validators(record->actions) && operates_validator(context.state, context.sender));
  if (!may_vote) return reject(kNoVote);

  const bool late = !record->moved && after(context.now, record->rules.flip_window_ms) >= record->closes_at;
  const bool passed_before = late && would_pass(context.state, proposal, *record);
  cast(context, *this, *record, member);
  if (late && would_pass(context.state, proposal, *record) != passed_before)
    move_close(context, proposal, *record);
  kProposals.put(context.state, proposal, *record);
  return {};
}

}  // namespace kula::contracts::governance
