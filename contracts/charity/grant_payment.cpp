#include "contracts/charity/grant_payment.h"

#include "contracts/charity/codes.h"
#include "contracts/charity/funds.h"
#include "contracts/charity/grants.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/posting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::charity {

Outcome Disburse::apply(ActionContext& context) const {
  auto owner = find_managed(context.state, fund, context.sender);
  if (!owner) return fail(owner.error());
  auto found = find_approved(context, fund, grant);
  if (!found) return fail(found.error());
  if (milestone != found->milestones_paid + 1 || milestone > found->milestones.size()) {
    return reject(kMilestoneOrder);
  }
  if (found->report != ReportState::none && found->report != ReportState::accepted)
    return reject(kReportMissing);
  const Amount amount = found->milestones[milestone - 1];
  found->milestones_paid = milestone;
  found->disbursed = exact_add(found->disbursed, amount);
  found->report = ReportState::due;
  write_grant(context, fund, grant, *found);
  owner->disbursed = exact_add(owner->disbursed, amount);
  kFunds.put(context.state, fund, *owner);
  return post(context, Book::fund_committed(fund), Book::account(found->organisation), amount,
              PostingReason::grant_disburse, reference_of(fund, grant));
}

Outcome Report::apply(ActionContext& context) const {
  auto found = find_grant(context.state, fund, grant);
  if (!found) return fail(found.error());
  if (found->organisation != context.sender) return reject(kNotAllowed);
  if (found->report != ReportState::due && found->report != ReportState::filed) return reject(kReportNotDue);
  found->report = ReportState::filed;
  found->report_hash = evidence_hash;
  write_grant(context, fund, grant, *found);
  return {};
}

Outcome AcceptReport::apply(ActionContext& context) const {
  const auto owner = find_managed(context.state, fund, context.sender);
  if (!owner) return fail(owner.error());
  auto found = find_grant(context.state, fund, grant);
  if (!found) return fail(found.error());
  if (found->report != ReportState::filed || found->report_hash != evidence_hash)
    return reject(kReportNotDue);
  for (const auto& subject : recipients_of(context.state, *found)) {
    if (auto untied = ties::require_untied(context, context.sender, subject); !untied) return untied;
  }
  found->report = ReportState::accepted;
  write_grant(context, fund, grant, *found);
  return {};
}

Outcome CloseGrant::apply(ActionContext& context) const {
  const auto owner = find_managed(context.state, fund, context.sender);
  if (!owner) return fail(owner.error());
  auto found = find_grant(context.state, fund, grant);
  if (!found) return fail(found.error());
  const bool open = found->state == GrantState::proposed || found->state == GrantState::approved;
  if (!open || context.now >= found->deadline) return reject(kGrantNotApproved);
  cancel(context, found->expiry);
  return end_grant(context, fund, grant, std::move(*found), GrantState::closed);
}

}  // namespace kula::contracts::charity
