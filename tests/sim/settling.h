// What must hold after the faults: progress within a bound, an idle network that is quiet, and one chain
// everywhere. All tell their findings to the oracle, and do nothing when it has some already.
#pragma once

#include "tests/sim/simulation.h"

namespace kula::sim {

// Liveness: after healing, what clients have under way, and then a new transaction submitted to any honest
// node, is final on all honest nodes within this. Connections come back (3 s until a break is noticed, 2 s to
// reconnect, 10 s for a peer that was shunned); then each of at most f faulty leaders in a row costs 5Δ at
// its cap of 2 s, and a retry (R5, R10, R11).
[[nodiscard]] constexpr Micros settle_bound(std::size_t max_faulty) {
  return 15 * kSecond + (max_faulty + 2) * 12 * kSecond;
}

// Heals the network, starts what is down, lets the clients finish. How long that took in virtual time.
Micros settle(Simulation& simulation);

// R12: next to no messages, no view after view, empty pools, and no memory of what is over. REQUIRES
// settle().
void judge_idle(Simulation& simulation);

// Equal stores, roots by replay from genesis, nothing acknowledged lost, evidence kept.
void judge_end(Simulation& simulation);

}  // namespace kula::sim
