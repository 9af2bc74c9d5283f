#include "contracts/projects/record.h"

#include <map>
#include <set>

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/emit.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/evidence.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/point_counts.h"
#include "contracts/projects/projects.h"
#include "contracts/projects/tables.h"
#include "contracts/projects/vesting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

namespace {

Outcome check_entry(const Context& context, const Slug& project, const ContributionEntry& entry) {
  if (auto open = accounts::require_open(context.state, entry.contributor); !open) return open;
  if (entry.at > context.now) return reject(kContributionInFuture);
  if (!is_evidence_free(context, project, entry.evidence)) return reject(kEvidenceUsed);
  return {};
}

// C6.3; and C0.11: the recorder decides about points, so those of anybody tied to him need another's word.
bool needs_confirmer(const ActionContext& context, const Slug& project, const types::Address& contributor) {
  return was_maintainer(context, project, contributor) || ties::tied(context, context.sender, contributor);
}

}  // namespace

Outcome Record::validate() const {
  if (entries.empty()) return reject(kNothingListed);
  if (entries.size() > kMaxEntries) return reject(kTooMany);
  std::set<Hash> evidence;
  for (const auto& entry : entries) {
    if (entry.points.value == 0) return reject(kZeroPoints);
    if (!evidence.insert(entry.evidence).second) return reject(kDuplicate);
  }
  return {};
}

Outcome Record::apply(ActionContext& context) const {
  auto active = require_active(context, project);
  if (!active) return tl::unexpected(active.error());
  if (auto allowed = require_maintainer(context, project, context.sender); !allowed) return allowed;

  const std::uint64_t first = active->contributions + 1;
  std::vector<std::uint64_t> begun;
  std::map<types::Address, bool> waits;  // a batch names few people many times: each is looked at once
  Points points;
  for (const auto& entry : entries) {
    if (auto sound = check_entry(context, project, entry); !sound) return sound;
    if (auto used = use_project_budget(context, project, entry.points); !used) return used;
    // What waits is counted when it is confirmed: more than a period takes could never be.
    if (entry.points > context.policy.projects.contributor_cap) return reject(kContributorCap);
    points = plus(points, entry.points);
    NumberedContribution item{project, ++active->contributions, {}};
    item.record.contributor = entry.contributor;
    item.record.kind = entry.kind;
    item.record.points = entry.points;
    item.record.evidence = entry.evidence;
    item.record.at = entry.at;
    item.record.recorded_by = context.sender;
    item.record.recorded_at = context.now;
    const auto [wait, is_new] = waits.try_emplace(entry.contributor, false);
    if (is_new) wait->second = needs_confirmer(context, project, entry.contributor);
    if (!wait->second) {
      if (auto begins = begin_window(context, item.record); !begins) return begins;
      begun.push_back(item.number);
    }
    write(context, item);
    kEvidence.put(context.state, entry.evidence, project, EvidenceUse{item.number});
  }
  kProjects.put(context.state, project, *active);
  schedule_vesting(context, project, begun);
  const auto count = static_cast<std::uint32_t>(entries.size());
  emit(context, ContributionsRecorded{project, first, count, count - static_cast<std::uint32_t>(begun.size()),
                                      points});
  return {};
}

}  // namespace kula::contracts::projects
