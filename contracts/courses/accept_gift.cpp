#include "contracts/courses/accept_gift.h"

#include <algorithm>

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/settle_purchase.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"

namespace kula::contracts::courses {

Outcome CourseAcceptGift::apply(ActionContext& context) const {
  auto purchase = find_purchase(context.state, course, number);
  if (!purchase) return reject(kPurchaseNotFound);
  if (purchase->recipient != context.sender || purchase->accepted ||
      purchase->status != PurchaseStatus::held) {
    return reject(kNoGiftToAccept);
  }
  if (context.now >= purchase->accept_until) return reject(kGiftWindowOver);
  if (find_ownership(context.state, context.sender, course)) return reject(kAlreadyOwned);
  cancel(context, *purchase->job);
  purchase->job =
      schedule(context, std::max(purchase->refund_until, context.now), SettlePurchase{course, number});
  purchase->accepted = true;
  kPurchases.put(context.state, course, number, *purchase);
  kGiftOffers.erase(context.state, context.sender, course, number);
  kOwnership.put(context.state, context.sender, course, Ownership{number, true});
  emit(context, GiftAccepted{course, number, context.sender});
  return {};
}

}  // namespace kula::contracts::courses
