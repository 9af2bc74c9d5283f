#include "contracts/projects/members.h"

#include <algorithm>

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/membership.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/tables.h"

namespace kula::contracts::projects {

namespace {

// Adds the vote; false when it was there.
bool add_vote(std::vector<types::Address>& voters, const types::Address& voter) {
  if (std::find(voters.begin(), voters.end(), voter) != voters.end()) return false;
  voters.push_back(voter);
  return true;
}

// Maintainers who are not on their way out: the last one cannot be removed.
bool is_last_maintainer(const Members& members, const types::Address& account) {
  return std::none_of(members.begin(), members.end(), [&](const auto& row) {
    return row.first != account && row.second.role == MemberRole::maintainer && !row.second.leaves_at;
  });
}

// Whether the account may take the place now.
Outcome check_place(const Members& members, const types::Address& account, MemberRole role) {
  std::size_t in_role = 0;
  bool is_member = false;
  for (const auto& [other, member] : members) {
    if (member.role == MemberRole::maintainer) ++in_role;
    if (other != account) continue;
    if (member.leaves_at) return reject(kAlreadyLeaving);
    if (member.role == role || role == MemberRole::member) return reject(kAlreadyMember);
    is_member = true;
  }
  if (!is_member && members.size() >= kMaxMembers) return reject(kTooMany);
  if (role == MemberRole::maintainer && in_role >= kMaxMaintainers) return reject(kTooMany);
  return {};
}

// Writes the invitation, or joins when both sides agree. True when joined.
bool settle(Context& context, const Slug& project, const types::Address& account, MemberRole role,
            const Members& members, const Invitation& invitation) {
  if (!invitation.accepted || !is_majority(members, invitation.voters)) {
    kInvitations.put(context.state, project, account, role, invitation);
    return false;
  }
  kInvitations.erase(context.state, project, account, role);
  join(context, project, account, role);
  return true;
}

}  // namespace

Outcome AddMember::apply(ActionContext& context) const {
  if (const auto active = require_active(context, project); !active) return tl::unexpected(active.error());
  if (auto allowed = require_maintainer(context, project, context.sender); !allowed) return allowed;
  if (auto open = accounts::require_open(context.state, account); !open) return open;
  const auto members = current_members(context, project);
  if (auto free = check_place(members, account, role); !free) return free;
  auto invitation = kInvitations.get_or_default(context.state, project, account, role);
  const bool is_new = add_vote(invitation.voters, context.sender);
  if (is_new) emit(context, MemberProposed{project, account, role, context.sender});
  // A repeated vote counts when maintainers have left since and it makes a majority now.
  if (!settle(context, project, account, role, members, invitation) && !is_new) return reject(kAlreadyVoted);
  return {};
}

Outcome AcceptMembership::apply(ActionContext& context) const {
  if (const auto active = require_active(context, project); !active) return tl::unexpected(active.error());
  auto invitation = kInvitations.get(context.state, project, context.sender, role);
  if (!invitation) return reject(kNotInvited);
  const auto members = current_members(context, project);
  if (auto free = check_place(members, context.sender, role); !free) return free;
  invitation->accepted = true;
  settle(context, project, context.sender, role, members, *invitation);
  return {};
}

Outcome RemoveMember::apply(ActionContext& context) const {
  if (const auto active = require_active(context, project); !active) return tl::unexpected(active.error());
  const bool own_wish = account == context.sender;
  if (!own_wish && !is_maintainer(context, project, context.sender)) return reject(kNotMaintainer);
  auto member = find_member(context, project, account);
  if (!member) return reject(kNotMember);
  if (member->leaves_at) return reject(kAlreadyLeaving);
  const auto members = current_members(context, project);
  if (member->role == MemberRole::maintainer && is_last_maintainer(members, account))
    return reject(kLastMaintainer);

  auto votes = kRemovalVotes.get_or_default(context.state, project, account);
  const bool is_new = own_wish || add_vote(votes.voters, context.sender);
  if (!own_wish && !is_majority(members, votes.voters)) {
    if (!is_new) return reject(kAlreadyVoted);
    kRemovalVotes.put(context.state, project, account, votes);
    emit(context, RemovalProposed{project, account, context.sender, std::nullopt});
    return {};
  }
  kRemovalVotes.erase(context.state, project, account);
  member->leaves_at = after(context.now, context.policy.projects.removal_delay_ms);
  kMembers.put(context.state, project, account, *member);
  schedule(context, *member->leaves_at, LeaveDue{project});
  emit(context, RemovalProposed{project, account, context.sender, member->leaves_at});
  return {};
}

}  // namespace kula::contracts::projects
