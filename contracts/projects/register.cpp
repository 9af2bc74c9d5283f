#include "contracts/projects/register.h"

#include <set>

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/checks.h"
#include "contracts/kernel/emit.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/spdx.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

Outcome Register::validate() const {
  if (repo_uri.empty()) return reject(kBadUri);
  if (auto sound = check_uri(repo_uri); !sound) return sound;
  if (const auto canonical = canonical_licence(licence); !canonical) return tl::unexpected(canonical.error());
  if (maintainers.empty()) return reject(kNothingListed);
  if (maintainers.size() > kMaxMaintainers) return reject(kTooMany);
  const std::set<types::Address> distinct(maintainers.begin(), maintainers.end());
  if (distinct.size() != maintainers.size()) return reject(kDuplicate);
  return {};
}

Outcome Register::apply(ActionContext& context) const {
  if (find_project(context.state, context.policy, project, context.now)) return reject(kSlugTaken);
  for (const auto& maintainer : maintainers) {
    if (auto open = accounts::require_open(context.state, maintainer); !open) return open;
  }
  Project record;
  record.repo_uri = repo_uri;
  record.repo_proof_hash = repo_proof_hash;
  record.licence = canonical_licence(licence).value();
  record.registered_by = context.sender;
  record.registered_at = context.now;
  record.founders = maintainers;
  kProjects.put(context.state, project, record);
  emit(context, ProjectRegistered{project, context.sender});
  return {};
}

}  // namespace kula::contracts::projects
