#include "contracts/courses/submit.h"

#include <algorithm>
#include <set>

#include "contracts/accounts/accounts.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/lapse_submission.h"
#include "contracts/courses/limits.h"
#include "contracts/courses/permissive.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/checks.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/spdx.h"

namespace kula::contracts::courses {

namespace {

Outcome check_shares(const std::vector<AuthorShare>& shares) {
  if (shares.size() > kMaxAuthors) return reject(kTooMany);
  std::set<types::Address> authors;
  std::uint64_t sum = 0;
  for (const auto& share : shares) {
    if (!authors.insert(share.author).second) return reject(kDuplicate);
    if (share.bps == 0) return reject(kBadShares);
    sum += share.bps;
  }
  if (sum != kAllBps) return reject(kBadShares);
  return {};
}

Outcome check_projects_listed(const std::vector<UpstreamShare>& builds_on) {
  if (builds_on.size() > kMaxUpstream) return reject(kTooMany);
  std::set<Slug> projects;
  for (const auto& share : builds_on) {
    if (!projects.insert(share.project).second) return reject(kDuplicate);
  }
  return {};
}

}  // namespace

Outcome CourseSubmit::validate() const {
  if (auto valid = check_title(title); !valid) return valid;
  if (auto valid = check_uri(uri); !valid) return valid;
  if (min_tier && *min_tier > kMaxTier) return reject(kBadTier);
  if (auto valid = check_shares(shares); !valid) return valid;
  return check_projects_listed(builds_on);
}

Expected<std::uint32_t, Rejection> CourseSubmit::take_slug(ActionContext& context) const {
  auto old = find(context.state, slug);
  if (!old) return 1;
  if (has_lapsed(*old, context.now)) {
    cancel(context, *old->lapse_job);
    lapse(context, slug, *old);
  }
  const bool free = old->state == CourseState::rejected || old->state == CourseState::lapsed;
  if (!free) return reject(kSlugTaken);
  return old->last_version + 1;
}

Outcome CourseSubmit::check_authors(const ActionContext& context) const {
  const auto is_sender = [&](const AuthorShare& share) { return share.author == context.sender; };
  if (std::none_of(shares.begin(), shares.end(), is_sender)) return reject(kSenderNotAuthor);
  for (const auto& share : shares) {
    if (auto open = accounts::require_open(context.state, share.author); !open) return open;
  }
  return {};
}

Outcome CourseSubmit::check_upstream(const ActionContext& context) const {
  std::uint64_t sum = 0;
  for (const auto& share : builds_on) {
    if (share.bps < context.policy.balance.upstream_min) return reject(kBadUpstream);
    sum += share.bps;
  }
  if (sum > context.policy.balance.upstream_max) return reject(kBadUpstream);
  for (const auto& share : builds_on) {
    const auto project = projects::require_active(context, share.project);
    if (!project) return fail(project.error());
    if (!is_permissive(project->licence)) return reject(kConsentRequired);
  }
  return {};
}

Outcome CourseSubmit::apply(ActionContext& context) const {
  const auto expression = projects::parse_licence(licence);
  const auto canonical = projects::canonical_licence(licence);
  if (!canonical) return fail(canonical.error());
  if (auto valid = check_authors(context); !valid) return valid;
  if (auto valid = check_upstream(context); !valid) return valid;
  const auto version = take_slug(context);
  if (!version) return fail(version.error());

  Course course;
  course.owner = context.sender;
  course.title = title;
  course.content_hash = content_hash;
  course.uri = uri;
  course.price = price;
  course.licence = *canonical;
  course.licence_open = expression->has_open_alternative();
  course.subject = subject;
  course.level = level;
  course.min_tier = min_tier;
  course.shares = shares;
  course.builds_on = builds_on;
  course.version = course.last_version = *version;
  for (const auto& share : shares) {
    if (share.author != context.sender) course.awaiting.push_back(share.author);
  }
  course.submitted_at = context.now;
  const auto lapses_at = after(context.now, context.policy.accounts.slug_review_days * kDayMs);
  course.lapse_job = schedule(context, lapses_at, LapseSubmission{slug});
  kCourses.put(context.state, slug, course);
  emit(context, CourseSubmitted{slug, context.sender, *version});
  return {};
}

}  // namespace kula::contracts::courses
