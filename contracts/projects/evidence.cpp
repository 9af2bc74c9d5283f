#include "contracts/projects/evidence.h"

#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

bool is_evidence_free(const Context& context, const Slug& project, const Hash& evidence,
                      std::optional<std::uint64_t> own) {
  const auto use = kEvidence.get(context.state, evidence);
  if (!use) return true;
  if (use->project == project) return use->number == own;
  const auto record = kContributions.get(context.state, use->project, use->number);
  return record &&
         (record->state == ContributionState::struck || record->state == ContributionState::waiting);
}

}  // namespace kula::contracts::projects
