#include "contracts/charity/grant_approval.h"

#include <algorithm>

#include "contracts/charity/codes.h"
#include "contracts/charity/funds.h"
#include "contracts/charity/grants.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/schedule.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::charity {

namespace {

// Takes the amount out of the fund and counts it against the organisation's cap.
Outcome commit_grant(Context& context, const Slug& slug, std::uint64_t number, const Grant& grant) {
  auto row = kGrantedInPeriod.get_or_default(context.state, slug, grant.organisation, context.period());
  const auto sum = checked_add(row.amount, grant.amount);
  if (!sum || *sum > context.policy.charity.organisation_cap) return reject(kOrganisationCap);
  row.amount = *sum;
  kGrantedInPeriod.put(context.state, slug, grant.organisation, context.period(), row);
  auto fund = kFunds.get_or_default(context.state, slug);
  const auto granted = checked_add(fund.granted, grant.amount);
  if (!granted) return reject(kAmountOverflow);
  fund.granted = *granted;
  kFunds.put(context.state, slug, fund);
  return post(context, Book::fund(slug), Book::fund_committed(slug), grant.amount,
              PostingReason::grant_commit, reference_of(slug, number));
}

// C8.3: an approving manager is tied to nobody whom the grant is for, nor to who attested the organisation.
Outcome require_independent(const ActionContext& context, const Grant& grant) {
  auto interested = recipients_of(context.state, grant);
  interested.push_back(kAttestations.get_or_default(context.state, grant.organisation).reviewer);
  for (const auto& subject : interested) {
    if (auto untied = ties::require_untied(context, context.sender, subject); !untied) return untied;
  }
  return {};
}

// m managers and who proposed are to be as many persons.
Outcome require_another_person(const ActionContext& context, const Grant& grant) {
  auto deciders = grant.approvals;
  deciders.push_back(grant.proposer);
  for (const auto& decider : deciders) {
    if (auto other = ties::require_other_hand(context, context.sender, decider); !other) return other;
  }
  return {};
}

}  // namespace

Outcome ProposeGrant::validate() const {
  Amount sum;
  for (const auto& milestone : milestones) {
    const auto total = checked_add(sum, milestone);
    if (!total || (milestone.value == 0 && amount.value != 0)) return reject(kBadMilestones);
    sum = *total;
  }
  if (milestones.empty() || sum != amount) return reject(kBadMilestones);
  return {};
}

Outcome ProposeGrant::apply(ActionContext& context) const {
  auto owner = find_managed(context.state, fund, context.sender);
  if (!owner) return fail(owner.error());
  const auto& policy = context.policy.charity;
  if (milestones.size() > policy.max_milestones) return reject(kBadMilestones);
  if (deadline <= context.now || deadline > after(context.now, policy.max_grant_duration_ms)) {
    return reject(kBadDeadline);
  }
  if (!kAttestations.contains(context.state, organisation)) return reject(kNotAttested);
  if (beneficiary && !kBeneficiaries.contains(context.state, organisation, *beneficiary)) {
    return reject(kBeneficiaryNotFound);
  }
  Grant grant;
  grant.organisation = organisation;
  grant.beneficiary = beneficiary;
  grant.amount = amount;
  grant.milestones = milestones;
  grant.deadline = deadline;
  grant.purpose_hash = purpose_hash;
  grant.programme = programme;
  grant.proposer = context.sender;
  const auto number = ++owner->grants;
  ++owner->open_grants;
  kFunds.put(context.state, fund, *owner);
  grant.expiry = schedule(context, deadline, ExpireGrant{fund, number});
  write_grant(context, fund, number, grant);
  return {};
}

Outcome ApproveGrant::apply(ActionContext& context) const {
  const auto owner = find_managed(context.state, fund, context.sender);
  if (!owner) return fail(owner.error());
  auto found = find_grant(context.state, fund, grant);
  if (!found) return fail(found.error());
  if (found->state != GrantState::proposed || context.now >= found->deadline)
    return reject(kGrantNotProposed);
  if (auto independent = require_independent(context, *found); !independent) return independent;
  auto& approvals = found->approvals;
  if (std::find(approvals.begin(), approvals.end(), context.sender) != approvals.end()) {
    return reject(kAlreadyApproved);
  }
  if (auto another = require_another_person(context, *found); !another) return another;
  approvals.push_back(context.sender);
  // Only managers of now count: one who left does not decide.
  const auto agreeing = std::count_if(approvals.begin(), approvals.end(),
                                      [&](const types::Address& who) { return is_manager(*owner, who); });
  const bool decided = agreeing >= owner->threshold;
  if (decided) found->state = GrantState::approved;
  write_grant(context, fund, grant, *found);
  return decided ? commit_grant(context, fund, grant, *found) : Outcome{};
}

Outcome ExpireGrant::run(JobContext& context) const {
  auto found = kGrants.get(context.state, fund, grant);
  if (!found || (found->state != GrantState::proposed && found->state != GrantState::approved)) return {};
  return end_grant(context, fund, grant, std::move(*found), GrantState::expired);
}

}  // namespace kula::contracts::charity
