// kula demo check: the files against the chain.
#pragma once

#include "cli/demo/cast.h"
#include "cli/demo/chain_reading.h"
#include "cli/demo/finding.h"
#include "cli/settings.h"

namespace kula::cli::demo {

// Pure; every comparison of both sides, held or not.
[[nodiscard]] std::vector<Finding> compare(const Expectation& expectation, const ChainReading& reading,
                                           const Cast& cast);

// Reads the chain, compares and prints; ExitCode::mismatch when something does not hold.
[[nodiscard]] Result<ExitCode> check(const Input& input, const Cast& cast, std::uint64_t purchases,
                                     const Settings& settings);

}  // namespace kula::cli::demo
