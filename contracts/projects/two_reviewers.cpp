#include "contracts/projects/two_reviewers.h"

#include <algorithm>

#include "contracts/projects/codes.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

Expected<std::optional<bool>, Rejection> add_verdict(const Context& context, std::vector<Verdict>& verdicts,
                                                     const Verdict& verdict) {
  const auto by_same = [&](const Verdict& other) { return other.reviewer == verdict.reviewer; };
  if (std::any_of(verdicts.begin(), verdicts.end(), by_same)) return reject(kAlreadyReviewed);
  for (const auto& other : verdicts) {
    if (auto two = ties::require_other_hand(context, verdict.reviewer, other.reviewer); !two)
      return fail(two.error());
  }
  const auto equal = [&](const Verdict& other) { return other.yes == verdict.yes; };
  const bool decided = std::any_of(verdicts.begin(), verdicts.end(), equal);
  verdicts.push_back(verdict);
  return decided ? std::optional<bool>(verdict.yes) : std::nullopt;
}

}  // namespace kula::contracts::projects
