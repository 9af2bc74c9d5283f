// Evidence is unique over all projects (C6.3).
#pragma once

#include "contracts/kernel/context.h"

namespace kula::contracts::projects {

// The project may claim the evidence: nobody used it, or only a contribution of another project that was
// struck or that waits for a confirmer. Who records somebody else's work first does not keep it from its
// owner. `own`: the number of the project's contribution that claims it already.
[[nodiscard]] bool is_evidence_free(const Context& context, const Slug& project, const Hash& evidence,
                                    std::optional<std::uint64_t> own = std::nullopt);

}  // namespace kula::contracts::projects
