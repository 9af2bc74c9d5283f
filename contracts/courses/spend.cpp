#include "contracts/courses/spend.h"

#include <algorithm>

#include "contracts/courses/courses.h"
#include "contracts/courses/settlement.h"
#include "contracts/courses/tables.h"

namespace kula::contracts::courses {

namespace {

// Sum of what `amount_in(period)` says over the trailing window that ends with `now`.
template <class AmountIn>
Amount sum_window(const Policy& policy, Period now, AmountIn amount_in) {
  Amount sum;
  for (Period period = window_start(now, policy.access.trailing_periods); period <= now; ++period.value) {
    sum = total(sum, amount_in(period));
  }
  return sum;
}

}  // namespace

Amount count_spend(Context& context, const Course& course, const Purchase& purchase) {
  if (tied_to_author(context, course, purchase.payer)) return {};
  if (purchase.gift && tied_to_author(context, course, purchase.recipient)) return {};
  const auto now = context.period();
  const auto parts = balance::split_by_shares(purchase.price, course.shares);
  Amount counted;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& author = course.shares[i].author;
    const Amount before = sum_window(context.policy, now, [&](Period period) {
      return kSpendByAuthor.get_or_default(context.state, purchase.payer, author, period).amount;
    });
    const Amount left = checked_sub(context.policy.access.spend_cap_per_author, before).value_or(Amount{});
    const Amount part = std::min(parts[i], left);
    if (part.value == 0) continue;
    auto row = kSpendByAuthor.get_or_default(context.state, purchase.payer, author, now);
    row.amount = total(row.amount, part);
    kSpendByAuthor.put(context.state, purchase.payer, author, now, row);
    counted = total(counted, part);
  }
  if (counted.value == 0) return counted;
  auto all = kSpend.get_or_default(context.state, purchase.payer, now);
  all.amount = total(all.amount, counted);
  kSpend.put(context.state, purchase.payer, now, all);
  return counted;
}

Amount trailing_spend(const state::StateView& state, const Policy& policy, const types::Address& account,
                      TimeMs now) {
  return sum_window(policy, policy.periods().period_of(now),
                    [&](Period period) { return kSpend.get_or_default(state, account, period).amount; });
}

}  // namespace kula::contracts::courses
