#include "contracts/access/publish_resource.h"

#include "contracts/access/events.h"
#include "contracts/access/tables.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/limits.h"
#include "contracts/kernel/checks.h"
#include "contracts/kernel/emit.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/spdx.h"

namespace kula::contracts::access {

Outcome ResourcePublish::validate() const {
  if (auto valid = check_title(title); !valid) return valid;
  if (auto valid = check_uri(uri); !valid) return valid;
  if (min_tier > courses::kMaxTier) return reject(courses::kBadTier);
  return {};
}

Outcome ResourcePublish::apply(ActionContext& context) const {
  const auto canonical = projects::canonical_licence(licence);
  if (!canonical) return fail(canonical.error());
  if (project) {
    if (const auto active = projects::require_active(context, *project); !active) return fail(active.error());
    if (!projects::find_member(context, *project, context.sender)) return reject(projects::kNotMember);
  }
  if (kResources.contains(context.state, slug)) return reject(kSlugTaken);
  const bool open = projects::parse_licence(licence)->has_open_alternative();
  kResources.put(context.state, slug,
                 Resource{context.sender, title, content_hash, uri, *canonical, open, min_tier, project,
                          context.now, context.cause.transaction});
  emit(context, ResourcePublished{slug, context.sender});
  return {};
}

}  // namespace kula::contracts::access
