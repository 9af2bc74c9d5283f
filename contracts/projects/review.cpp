#include "contracts/projects/review.h"

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/emit.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/membership.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/tables.h"
#include "contracts/projects/two_reviewers.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

Outcome Review::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  auto record = find_project(context.state, context.policy, project, context.now);
  if (!record) return reject(kProjectNotFound);
  if (record->state != ProjectState::submitted) return reject(kNotUnderReview);
  if (auto untied = ties::require_untied(context, context.sender, record->registered_by); !untied)
    return untied;
  for (const auto& founder : record->founders) {
    if (auto untied = ties::require_untied(context, context.sender, founder); !untied) return untied;
  }
  const auto decision = add_verdict(context, record->verdicts, {context.sender, approve, reason_hash});
  if (!decision) return tl::unexpected(decision.error());

  if (*decision) record->state = **decision ? ProjectState::active : ProjectState::rejected;
  if (record->state == ProjectState::rejected) {
    kProjects.erase(context.state, project);
  } else {
    kProjects.put(context.state, project, *record);
  }
  emit(context, ProjectReviewed{project, context.sender, approve, reason_hash, record->state});
  if (record->state == ProjectState::active) {
    for (const auto& founder : record->founders) join(context, project, founder, MemberRole::maintainer);
  }
  return {};
}

}  // namespace kula::contracts::projects
