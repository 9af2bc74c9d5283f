// R21: more than f validators are lost for good, and the members put others in their place.
#pragma once

#include "ledger/types/recovery.h"
#include "tests/sim/simulation.h"

namespace kula::sim {

// Says that the tip of `survivor` is the last final block and these nodes validate from it on; signed by all
// members, which the oracle is told. REQUIRES the survivor runs.
[[nodiscard]] types::SignedRecovery sign_recovery(Simulation& simulation, Node& survivor,
                                                  const std::vector<HostNumber>& validators);

}  // namespace kula::sim
