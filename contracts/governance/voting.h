// Who may vote, and what a proposal's ballots say (C11.2).
#pragma once

#include "contracts/governance/records.h"

namespace kula::contracts::governance {

// The numbers for a proposal that is made now.
[[nodiscard]] VotingRules rules_now(const Context& context);

// Whether the account is the operator of a validator's node.
[[nodiscard]] bool operates_validator(const state::StateView& state, const types::Address& account);

// Counted over the validators of now: one of them is for the proposal when the operator of the node with its
// key voted yes. An operator of several validators counts once for each; a validator without a registered
// node is never for anything.
[[nodiscard]] ValidatorTally validator_tally(const state::StateView& state, std::uint64_t proposal);

// What the outcome would be if the voting closed now: quorum, majority, and for a change of validators more
// than two thirds of them.
[[nodiscard]] bool would_pass(const state::StateView& state, std::uint64_t number, const Proposal& proposal);

}  // namespace kula::contracts::governance
