#include "contracts/projects/confirm.h"

#include <set>

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/emit.h"
#include "contracts/projects/codes.h"
#include "contracts/projects/events.h"
#include "contracts/projects/evidence.h"
#include "contracts/projects/limits.h"
#include "contracts/projects/tables.h"
#include "contracts/projects/vesting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::projects {

Outcome Confirm::validate() const {
  if (numbers.empty()) return reject(kNothingListed);
  if (numbers.size() > kMaxEntries) return reject(kTooMany);
  if (std::set<std::uint64_t>(numbers.begin(), numbers.end()).size() != numbers.size())
    return reject(kDuplicate);
  return {};
}

Outcome Confirm::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  // A batch names few people many times: each is compared once.
  std::set<types::Address> untied;
  for (const auto number : numbers) {
    auto item = require_contribution(context, project, number);
    if (!item) return tl::unexpected(item.error());
    if (item->record.state != ContributionState::waiting) return reject(kNotWaiting);
    for (const auto& person : {item->record.recorded_by, item->record.contributor}) {
      if (!untied.insert(person).second) continue;
      if (auto independent = ties::require_untied(context, context.sender, person); !independent)
        return independent;
    }
    if (!is_evidence_free(context, project, item->record.evidence, number)) return reject(kEvidenceUsed);
    item->record.confirmed_by = context.sender;
    if (auto begins = begin_window(context, item->record); !begins) return begins;
    write(context, *item);
  }
  schedule_vesting(context, project, numbers);
  emit(context, ContributionsConfirmed{project, numbers, context.sender});
  return {};
}

}  // namespace kula::contracts::projects
