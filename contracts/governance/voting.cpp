#include "contracts/governance/voting.h"

#include <algorithm>

#include "contracts/accounts/nodes.h"
#include "contracts/accounts/validators.h"
#include "contracts/governance/members.h"
#include "contracts/governance/tables.h"

namespace kula::contracts::governance {

VotingRules rules_now(const Context& context) {
  const auto& policy = context.policy.governance;
  VotingRules rules;
  rules.voters_before = members_from_before(context.policy, context.now);
  rules.voters = member_count(context.state, context.policy, context.now);
  rules.quorum = (rules.voters * policy.quorum + kAllBps - 1) / kAllBps;
  rules.majority = policy.majority;
  rules.flip_window_ms = policy.flip_window_ms;
  rules.timelock_ms = policy.timelock_ms;
  return rules;
}

bool operates_validator(const state::StateView& state, const types::Address& account) {
  const auto set = accounts::validator_set(state);
  return std::any_of(set.validators.begin(), set.validators.end(), [&](const types::Validator& validator) {
    const auto node = accounts::node_of(state, validator.key);
    return node && node->operator_account == account;
  });
}

ValidatorTally validator_tally(const state::StateView& state, std::uint64_t proposal) {
  const auto set = accounts::validator_set(state);
  const auto is_for = [&](const types::Validator& validator) {
    const auto node = accounts::node_of(state, validator.key);
    const auto ballot = node ? kBallots.get(state, proposal, node->operator_account) : std::nullopt;
    return ballot && ballot->choice == Choice::yes;
  };
  const auto yes = std::count_if(set.validators.begin(), set.validators.end(), is_for);
  return {static_cast<std::uint32_t>(yes), static_cast<std::uint32_t>(set.size())};
}

bool would_pass(const state::StateView& state, std::uint64_t number, const Proposal& proposal) {
  const auto& tally = proposal.tally;
  const auto decided = tally.yes + tally.no;
  if (decided + tally.abstain < proposal.rules.quorum) return false;
  if (tally.yes * kAllBps <= decided * proposal.rules.majority) return false;
  if (!changes_validators(proposal.actions)) return true;
  const auto validators = validator_tally(state, number);
  return 3 * validators.yes > 2 * validators.validators;
}

}  // namespace kula::contracts::governance
