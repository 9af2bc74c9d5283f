// Rejection codes of the charity module.
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::charity {

inline constexpr Code kFundNotFound{0x0801, "fund_not_found", "There is no fund with this name."};
inline constexpr Code kFundNotActive{0x0802, "fund_not_active",
                                     "The fund is not reviewed yet, or closed; see `kula fund show`."};
inline constexpr Code kBadManagers{
    0x0803, "bad_managers",
    "Name 3 to 16 distinct open accounts in ascending order, of which at least 2 and not all decide."};
inline constexpr Code kNotManager{0x0804, "not_manager", "Only a manager of the fund may do that."};
inline constexpr Code kAlreadyApproved{0x0805, "already_approved",
                                       "This account approved already; others must."};
inline constexpr Code kFundBusy{0x0806, "fund_busy", "Close the fund's open grants first."};
inline constexpr Code kNotOrganisation{0x0807, "not_organisation",
                                       "Only an organisation's account can be attested."};
inline constexpr Code kAlreadyAttested{0x0808, "already_attested", "This organisation is attested already."};
inline constexpr Code kNotAttested{
    0x0809, "not_attested", "The organisation is not attested; a reviewer does `organisation attest` first."};
inline constexpr Code kBeneficiaryNotFound{0x080a, "beneficiary_not_found",
                                           "The organisation registered no beneficiary with this number."};
inline constexpr Code kBadMilestones{
    0x080b, "bad_milestones",
    "Give milestones that sum to the amount, none of them zero unless the amount is."};
inline constexpr Code kBadDeadline{
    0x080c, "bad_deadline", "Use a deadline in the future and within the longest time the policy allows."};
inline constexpr Code kGrantNotFound{0x080d, "grant_not_found", "The fund has no grant with this number."};
inline constexpr Code kGrantNotProposed{0x080e, "grant_not_proposed",
                                        "The grant is approved, closed or past its deadline."};
inline constexpr Code kGrantNotApproved{0x080f, "grant_not_approved",
                                        "The grant is not approved yet, closed, or past its deadline."};
inline constexpr Code kMilestoneOrder{0x0810, "milestone_order", "Milestones are paid in order, each once."};
inline constexpr Code kReportMissing{0x0811, "report_missing",
                                     "The last milestone's report must be filed and accepted first."};
inline constexpr Code kReportNotDue{0x0812, "report_not_due",
                                    "No report is awaited, or it is accepted already."};
inline constexpr Code kOrganisationCap{
    0x0813, "organisation_cap",
    "The organisation's grants from this fund reach the period's cap; wait for the next."};
inline constexpr Code kWrongOpening{
    0x0814, "wrong_opening",
    "This does not open the beneficiary's commitment; give the identity and the key it was made of."};
inline constexpr Code kBadLinkProof{
    0x0815, "bad_link_proof",
    "The beneficiary's key did not sign this link; make it with `kula beneficiary link`."};
inline constexpr Code kAlreadyLinked{0x0816, "already_linked",
                                     "This beneficiary is linked to an account; that is for ever."};

}  // namespace kula::contracts::charity
