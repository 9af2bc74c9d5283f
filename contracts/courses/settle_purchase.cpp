#include "contracts/courses/settle_purchase.h"

#include "contracts/courses/courses.h"
#include "contracts/courses/settlement.h"

namespace kula::contracts::courses {

Outcome SettlePurchase::run(JobContext& context) const {
  const auto sold = find(context.state, course);
  auto purchase = find_purchase(context.state, course, number);
  if (!sold || !purchase || purchase->status != PurchaseStatus::held) return {};
  if (!purchase->accepted) return give_back(context, course, number, *purchase, PurchaseStatus::lapsed);
  return pay(context, course, *sold, number, *purchase);
}

}  // namespace kula::contracts::courses
