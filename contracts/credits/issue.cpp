#include "contracts/credits/issue.h"

#include "contracts/accounts/accounts.h"
#include "contracts/credits/codes.h"
#include "contracts/credits/events.h"
#include "contracts/credits/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/schedule.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::credits {

namespace {
Outcome count_issued(ActionContext& context, Amount amount) {
  auto row = kIssuedInPeriod.get_or_default(context.state, context.sender, context.period());
  const auto sum = checked_add(row.amount, amount);
  if (!sum || *sum > context.policy.credits.issuer_ceiling) return reject(kIssuerCeiling);
  row.amount = *sum;
  kIssuedInPeriod.put(context.state, context.sender, context.period(), row);
  return {};
}

// A pending issue that has lapsed is out of the way, whether or not its job ran already (C0.4).
bool is_free(Context& context, const Hash& receipt_id) {
  const auto record = kIssues.get(context.state, receipt_id);
  if (!record) return true;
  if (record->state != ReceiptState::pending || context.now < record->lapse.due) return false;
  cancel(context, record->lapse);
  emit(context, IssueLapsed{receipt_id});
  return true;
}

Outcome post_issue(Context& context, const Hash& receipt_id, const IssueRecord& record) {
  return post(context, Book::external(), Book::account(record.to), record.amount, PostingReason::issue,
              "receipt/" + receipt_id.text());
}
}  // namespace

Outcome Issue::validate() const {
  if (amount.value == 0) return reject(kZeroAmount);
  return {};
}

Outcome Issue::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::issuer);
      !allowed) {
    return allowed;
  }
  if (auto open = accounts::require_open(context.state, to); !open) return open;
  if (auto untied = ties::require_untied(context, context.sender, to); !untied) return untied;
  if (!is_free(context, receipt_id)) return reject(kReceiptUsed);
  if (auto counted = count_issued(context, amount); !counted) return counted;
  IssueRecord record{ReceiptState::issued, context.sender, to, amount, {}};
  if (amount > context.policy.credits.two_issuers_above) {
    record.state = ReceiptState::pending;
    record.lapse = schedule(context, after(context.now, context.policy.credits.issue_confirmation_ms),
                            LapseIssue{receipt_id});
    kIssues.put(context.state, receipt_id, record);
    emit(context, IssueOpened{receipt_id, context.sender, to, amount});
    return {};
  }
  kIssues.put(context.state, receipt_id, record);
  return post_issue(context, receipt_id, record);
}

Outcome ConfirmIssue::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::issuer);
      !allowed) {
    return allowed;
  }
  auto record = kIssues.get(context.state, receipt_id);
  // Judged by the time, not by whether the job that removes it ran already (C0.4).
  if (!record || record->state != ReceiptState::pending || context.now >= record->lapse.due) {
    return reject(kIssueNotPending);
  }
  if (record->issuer == context.sender) return reject(kSecondIssuer);
  for (const auto& other : {record->issuer, record->to}) {
    if (auto untied = ties::require_untied(context, context.sender, other); !untied) return untied;
  }
  cancel(context, record->lapse);
  record->state = ReceiptState::issued;
  kIssues.put(context.state, receipt_id, *record);
  return post_issue(context, receipt_id, *record);
}

Outcome LapseIssue::run(JobContext& context) const {
  const auto record = kIssues.get(context.state, receipt_id);
  if (!record || record->state != ReceiptState::pending) return {};
  kIssues.erase(context.state, receipt_id);
  emit(context, IssueLapsed{receipt_id});
  return {};
}

}  // namespace kula::contracts::credits
