// Who must have won the demo's contests and what it brought them, against the chain.
#pragma once

#include "cli/demo/cast.h"
#include "cli/demo/chain_reading.h"
#include "cli/demo/finding.h"

namespace kula::cli::demo {

// Of the last round that was announced (README.md: going on after a kill).
void compare_contests(const Expectation& expectation, const ChainReading& reading, const Cast& cast,
                      std::vector<Finding>& findings);

}  // namespace kula::cli::demo
