#include "contracts/charity/donate.h"

#include "contracts/charity/funds.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/posting.h"

namespace kula::contracts::charity {

Outcome Donate::validate() const {
  if (amount.value == 0) return reject(kZeroAmount);
  return {};
}

Outcome Donate::apply(ActionContext& context) const {
  auto found = find_active(context.state, fund);
  if (!found) return fail(found.error());
  const auto donated = checked_add(found->donated, amount);
  if (!donated) return reject(kAmountOverflow);
  found->donated = *donated;
  kFunds.put(context.state, fund, *found);
  return post(context, Book::account(context.sender), Book::fund(fund), amount, PostingReason::donation,
              "fund/" + fund.value);
}

}  // namespace kula::contracts::charity
