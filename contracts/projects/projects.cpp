#include "contracts/projects/projects.h"

#include "contracts/projects/codes.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

namespace {

bool has_left(const Member& member, TimeMs now) { return member.leaves_at && now >= *member.leaves_at; }

bool is_recent(const Context& context, TimeMs until) {
  const auto window = context.policy.projects.maintainer_window_periods;
  return context.policy.periods().period_of(until) >= window_start(context.period(), window);
}

}  // namespace

std::optional<Project> find_project(const state::StateView& state, const Policy& policy, const Slug& project,
                                    TimeMs now) {
  auto found = kProjects.get(state, project);
  if (!found) return std::nullopt;
  const auto lapses_at = after(found->registered_at, policy.accounts.slug_review_days * kDayMs);
  if (found->state == ProjectState::submitted && now >= lapses_at) return std::nullopt;
  return found;
}

Expected<Project, Rejection> require_active(const Context& context, const Slug& project) {
  auto found = find_project(context.state, context.policy, project, context.now);
  if (!found) return reject(kProjectNotFound);
  if (found->state != ProjectState::active) return reject(kProjectNotActive);
  return std::move(*found);
}

std::optional<Member> find_member(const Context& context, const Slug& project,
                                  const types::Address& account) {
  auto member = kMembers.get(context.state, project, account);
  if (!member || has_left(*member, context.now)) return std::nullopt;
  return member;
}

bool is_maintainer(const Context& context, const Slug& project, const types::Address& account) {
  const auto member = find_member(context, project, account);
  return member && member->role == MemberRole::maintainer;
}

Outcome require_maintainer(const Context& context, const Slug& project, const types::Address& account) {
  if (!is_maintainer(context, project, account)) return reject(kNotMaintainer);
  return {};
}

bool was_maintainer(const Context& context, const Slug& project, const types::Address& account) {
  const auto member = kMembers.get(context.state, project, account);
  if (member && member->role == MemberRole::maintainer) {
    if (!has_left(*member, context.now) || is_recent(context, *member->leaves_at)) return true;
  }
  const auto past = kPastMaintainers.get(context.state, project, account);
  return past && is_recent(context, past->until);
}

}  // namespace kula::contracts::projects
