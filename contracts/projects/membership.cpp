#include "contracts/projects/membership.h"

#include <algorithm>

#include "contracts/kernel/emit.h"
#include "contracts/projects/events.h"
#include "contracts/projects/tables.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

namespace {

Members all_rows(const Context& context, const Slug& project) {
  Members rows;
  kMembers.scan(
      context.state,
      [&](const auto& key, const Member& member) {
        rows.emplace_back(std::get<1>(key), member);
        return true;
      },
      project);
  return rows;
}

// The end when nobody is on his way out.
Members::iterator first_to_leave(Members& rows) {
  auto first = rows.end();
  for (auto at = rows.begin(); at != rows.end(); ++at) {
    if (!at->second.leaves_at) continue;
    if (first == rows.end() || *at->second.leaves_at < *first->second.leaves_at) first = at;
  }
  return first;
}

// `left` leaves as of its own time, whenever this runs: a backlog changes no outcome (C0.4).
void leave(Context& context, const Slug& project, const types::Address& account, const Member& left,
           const Members& others) {
  Context then = context;
  then.now = *left.leaves_at;
  kMembers.erase(context.state, project, account);
  if (left.role == MemberRole::maintainer) {
    kPastMaintainers.put(context.state, project, account, PastMaintainer{*left.leaves_at});
  }
  for (const auto& [other, member] : others) ties::end_together(then, account, other);
  emit(context, MemberLeft{project, account});
}

}  // namespace

Members current_members(Context& context, const Slug& project) {
  Members rows = all_rows(context, project);
  // In the order in which they leave: a tie ends when the first of two goes.
  for (auto at = first_to_leave(rows); at != rows.end() && *at->second.leaves_at <= context.now;
       at = first_to_leave(rows)) {
    const auto [account, member] = *at;
    rows.erase(at);
    leave(context, project, account, member, rows);
  }
  return rows;
}

void join(Context& context, const Slug& project, const types::Address& account, MemberRole role) {
  const Members others = current_members(context, project);
  if (auto member = kMembers.get(context.state, project, account)) {
    member->role = role;
    kMembers.put(context.state, project, account, *member);
  } else {
    for (const auto& [other, record] : others) ties::begin_together(context, account, other);
    kMembers.put(context.state, project, account, Member{role, context.now, std::nullopt});
  }
  emit(context, MemberJoined{project, account, role});
}

bool is_majority(const Members& members, const std::vector<types::Address>& voters) {
  std::size_t maintainers = 0;
  std::size_t for_it = 0;
  for (const auto& [account, member] : members) {
    if (member.role != MemberRole::maintainer) continue;
    ++maintainers;
    if (std::find(voters.begin(), voters.end(), account) != voters.end()) ++for_it;
  }
  return for_it > maintainers / 2;
}

Outcome LeaveDue::run(JobContext& context) const {
  // Reading the members processes the leavings.
  static_cast<void>(current_members(context, project));
  return {};
}

}  // namespace kula::contracts::projects
