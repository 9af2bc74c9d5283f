#include "contracts/charity/module.h"

#include "contracts/charity/beneficiaries.h"
#include "contracts/charity/beneficiary_link.h"
#include "contracts/charity/charity_queries.h"
#include "contracts/charity/codes.h"
#include "contracts/charity/donate.h"
#include "contracts/charity/events.h"
#include "contracts/charity/fund_lifecycle.h"
#include "contracts/charity/grant_approval.h"
#include "contracts/charity/grant_payment.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::charity {

Module charity_module() {
  return {"charity",
          {make_action<CreateFund>(), make_action<ReviewFund>(), make_action<ChangeManagers>(),
           make_action<CloseFund>(), make_action<Donate>(), make_action<AttestOrganisation>(),
           make_action<RegisterBeneficiary>(), make_action<ProposeGrant>(), make_action<ApproveGrant>(),
           make_action<Disburse>(), make_action<Report>(), make_action<AcceptReport>(),
           make_action<CloseGrant>(), make_action<LinkBeneficiary>()},
          {make_event<FundChanged>(), make_event<ManagersChanged>(), make_event<OrganisationAttested>(),
           make_event<BeneficiaryRegistered>(), make_event<GrantChanged>(), make_event<BeneficiaryLinked>()},
          {make_job<LapseFund>(), make_job<ExpireGrant>()},
          {make_table<kFunds>(), make_table<kDecisions>(), make_table<kAttestations>(),
           make_table<kBeneficiaries>(), make_table<kGrants>(), make_table<kGrantedInPeriod>()},
          {&kFundNotFound,   &kFundNotActive,   &kBadManagers,     &kNotManager,       &kAlreadyApproved,
           &kFundBusy,       &kNotOrganisation, &kAlreadyAttested, &kNotAttested,      &kBeneficiaryNotFound,
           &kBadMilestones,  &kBadDeadline,     &kGrantNotFound,   &kGrantNotProposed, &kGrantNotApproved,
           &kMilestoneOrder, &kReportMissing,   &kReportNotDue,    &kOrganisationCap,  &kWrongOpening,
           &kBadLinkProof,   &kAlreadyLinked},
          {make_query<FundShow>(), make_query<GrantShow>()}};
}

}  // namespace kula::contracts::charity
