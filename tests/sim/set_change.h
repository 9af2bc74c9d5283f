// Changes of the validator set by real proposals (C11.4, R16-R18): the operator of all nodes proposes and
// votes in one transaction; the set changes when the proposal is carried out.
#pragma once

#include "tests/sim/simulation.h"

namespace kula::sim {

// A candidate that has the chain and its key (R18) is to become a validator. `proposal` counts from 1.
[[nodiscard]] std::vector<types::Action> propose_to_add(Simulation& simulation, const Member& candidate,
                                                        std::uint64_t proposal);
[[nodiscard]] std::vector<types::Action> propose_to_remove(Simulation& simulation, const Member& validator,
                                                           std::uint64_t proposal);

// From the transaction to the change, when nothing is in the way.
inline constexpr Micros kChangeTime = (kVotingMs + kTimelockMs + 10 * kSecondMs) * kMs;

}  // namespace kula::sim
