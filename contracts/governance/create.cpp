#include "contracts/governance/create.h"

#include "contracts/governance/close.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/events.h"
#include "contracts/governance/limits.h"
#include "contracts/governance/members.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/voting.h"
#include "contracts/kernel/checks.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"

namespace kula::contracts::governance {

namespace {
Outcome count_open(ActionContext& context) {
  auto row = kOpenProposals.get_or_default(context.state, context.sender);
  if (row.count >= context.policy.governance.open_proposals) return reject(kProposalLimit);
  ++row.count;
  kOpenProposals.put(context.state, context.sender, row);
  return {};
}

Outcome check_voting_time(const ActionContext& context, TimeMs closes_at) {
  const auto& policy = context.policy.governance;
  const bool within = closes_at >= after(context.now, policy.min_voting_ms) &&
                      closes_at <= after(context.now, policy.max_voting_ms);
  if (!within) return reject(kBadVotingTime);
  return {};
}
}  // namespace

Outcome CreateProposal::validate() const {
  if (auto valid = check_title(title); !valid) return valid;
  if (actions.empty()) return reject(kNoActions);
  if (actions.size() > kMaxProposalActions) return reject(kTooMany);
  if (validator_changes(actions) > kMaxValidatorChanges) return reject(kTwoValidatorChanges);
  return {};
}

Outcome CreateProposal::apply(ActionContext& context) const {
  Proposal proposal;
  proposal.rules = rules_now(context);
  if (!member(context.state, context.policy, context.now, context.sender)) return reject(kNoVote);
  if (auto within = check_voting_time(context, closes_at); !within) return within;
  if (const auto failure = try_out(context, actions)) return reject(*failure->code);
  if (auto counted = count_open(context); !counted) return counted;

  auto counter = kProposalCounter.get_or_default(context.state);
  const auto number = counter.next++;
  kProposalCounter.put(context.state, counter);
  proposal.title = title;
  proposal.text_hash = text_hash;
  proposal.actions = actions;
  proposal.author = context.sender;
  proposal.created_at = context.now;
  proposal.closes_at = closes_at;
  proposal.job = schedule(context, closes_at, CloseProposal{number});
  kProposals.put(context.state, number, proposal);
  emit(context, ProposalCreated{number, context.sender, closes_at});
  return {};
}

}  // namespace kula::contracts::governance
