#include "contracts/projects/evidence.h"

#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

bool is_evidence_free(const Context& context, const Slug& project, const Hash& evidence,
                      std::optional<std::uint64_t> own) {
  bool is_free = true;
  kEvidence.scan(
      context.state,
      [&](const auto& key, const EvidenceUse& use) {
        const auto& user = std::get<1>(key);
        if (user == project) {
          is_free = use.number == own;
          return is_free;
        }
        const auto record = kContributions.get(context.state, user, use.number);
        is_free = record &&
                  (record->state == ContributionState::struck || record->state == ContributionState::waiting);
        return is_free;
      },
      evidence);
  return is_free;
}

}  // namespace kula::contracts::projects
