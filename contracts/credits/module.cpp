#include "contracts/credits/module.h"

#include "contracts/credits/codes.h"
#include "contracts/credits/events.h"
#include "contracts/credits/issue.h"
#include "contracts/credits/redeem.h"
#include "contracts/credits/statement_query.h"
#include "contracts/credits/tables.h"
#include "contracts/credits/transfer.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::credits {

Module credits_module() {
  return {"credits",
          {make_action<Issue>(), make_action<ConfirmIssue>(), make_action<Transfer>(), make_action<Redeem>(),
           make_action<CancelRedemption>(), make_action<Settle>(), make_action<RejectRedemption>()},
          {make_event<IssueOpened>(), make_event<IssueLapsed>(), make_event<RedemptionChanged>()},
          {make_job<LapseIssue>(), make_job<ExpireRedemption>()},
          {make_table<kIssues>(), make_table<kRedemptions>(), make_table<kRedemptionCounter>(),
           make_table<kIssuedInPeriod>()},
          {&kReceiptUsed, &kIssuerCeiling, &kIssueNotPending, &kSameAccount, &kRedemptionNotFound,
           &kRedemptionClosed, &kSecondIssuer},
          {make_query<Statement>()}};
}

}  // namespace kula::contracts::credits
