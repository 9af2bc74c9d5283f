// Rejection codes of the governance module.
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::governance {

inline constexpr Code kNoVote{
    0x0b01, "no_vote",
    "Only persons whose accounts are old enough have a vote; on validators, their operators too."};
inline constexpr Code kProposalNotFound{0x0b02, "proposal_not_found",
                                        "There is no such proposal; see `kula proposal list`."};
inline constexpr Code kVotingClosed{0x0b03, "voting_closed", "The voting on this proposal is over."};
inline constexpr Code kBadVotingTime{0x0b04, "bad_voting_time",
                                     "Close the voting no sooner and no later than the policy allows."};
inline constexpr Code kNoActions{0x0b05, "no_actions", "A proposal needs at least one action."};
inline constexpr Code kTwoValidatorChanges{0x0b06, "two_validator_changes",
                                           "Validators change one by one; make a proposal of each."};
inline constexpr Code kProposalLimit{
    0x0b07, "proposal_limit", "You have as many open proposals as one author may; wait or withdraw one."};
inline constexpr Code kValidatorExists{0x0b08, "validator_exists", "The node is a validator already."};
inline constexpr Code kValidatorNotFound{0x0b09, "validator_not_found", "The node is no validator."};
inline constexpr Code kLastValidator{0x0b0a, "last_validator", "A chain needs at least one validator."};
inline constexpr Code kValidatorSetFull{0x0b0b, "validator_set_full",
                                        "There are as many validators as there may be; remove one first."};
inline constexpr Code kNodeNotReady{
    0x0b0c, "node_not_ready",
    "The node has not shown lately that it has the chain; its operator sends `kula node ready`."};

}  // namespace kula::contracts::governance
