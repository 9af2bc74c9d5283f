// kula demo load.
#pragma once

#include "cli/demo/cast.h"
#include "cli/demo/input.h"
#include "cli/demo/plan.h"
#include "cli/settings.h"

namespace kula::cli::demo {

// Loads the rows onto a development network, or goes on where an earlier run of the same rows and options
// stopped. Errors: not_development; other_demo when the network holds another demo; as Transmitter.
[[nodiscard]] Result<ExitCode> load(const Input& input, const Cast& cast, const PlanOptions& options,
                                    const Settings& settings);

}  // namespace kula::cli::demo
