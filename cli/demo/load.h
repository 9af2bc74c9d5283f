// kula demo load.
#pragma once

#include <functional>

#include "cli/demo/cast.h"
#include "cli/demo/input.h"
#include "cli/demo/plan.h"
#include "cli/settings.h"

namespace kula::cli::demo {

// Moves the virtual clocks of a network to a time; asked twice, it moves them once.
using MoveClocks = std::function<Result<void>(TimeMs target)>;

// Loads the rows onto a development network, or goes on where an earlier run of the same rows and options
// stopped. Errors: not_development; other_demo when the network holds another demo; as Transmitter.
[[nodiscard]] Result<ExitCode> load(const Input& input, const Cast& cast, const PlanOptions& options,
                                    const MoveClocks& move_clocks, const Settings& settings);

}  // namespace kula::cli::demo
