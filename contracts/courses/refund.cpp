#include "contracts/courses/refund.h"

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/ratings.h"
#include "contracts/courses/settlement.h"
#include "contracts/courses/tables.h"

namespace kula::contracts::courses {

Outcome CourseRefund::apply(ActionContext& context) const {
  auto purchase = find_purchase(context.state, course, number);
  if (!purchase) return reject(kPurchaseNotFound);
  if (purchase->payer != context.sender) return reject(kNotAllowed);
  const bool returned =
      purchase->status == PurchaseStatus::refunded || purchase->status == PurchaseStatus::lapsed;
  // A gift that was not accepted in time returns by itself, whether or not its job ran already (C0.4).
  const bool lapsed = purchase->gift && !purchase->accepted && context.now >= purchase->accept_until;
  if (returned || lapsed) return reject(kPurchaseClosed);
  if (context.now >= purchase->refund_until) return reject(kRefundWindowOver);
  if (kRefundsUsed.contains(context.state, context.sender, course)) return reject(kRefundUsed);
  auto count = kRefundCounts.get_or_default(context.state, context.sender, context.period());
  if (count.refunds >= context.policy.courses.refunds_per_period) return reject(kPeriodLimit);

  ++count.refunds;
  kRefundCounts.put(context.state, context.sender, context.period(), count);
  kRefundsUsed.put(context.state, context.sender, course, RefundUsed{number});
  cancel(context, *purchase->job);
  if (purchase->accepted) {
    kOwnership.erase(context.state, purchase->recipient, course);
    drop_rating(context, course, purchase->recipient);
  }
  return give_back(context, course, number, *purchase, PurchaseStatus::refunded);
}

}  // namespace kula::contracts::courses
