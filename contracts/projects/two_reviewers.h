// Decisions of two reviewers (C6.1, C6.4): two equal verdicts decide; while one says yes and one no, a third
// does.
#pragma once

#include "contracts/kernel/context.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// Adds a verdict. The decision, or nothing while it needs another reviewer. Rejects with kAlreadyReviewed
// when the reviewer is on the list, with kTied when one in the same hand is.
[[nodiscard]] Expected<std::optional<bool>, Rejection> add_verdict(const Context& context,
                                                                   std::vector<Verdict>& verdicts,
                                                                   const Verdict& verdict);

}  // namespace kula::contracts::projects
