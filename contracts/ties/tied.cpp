#include "contracts/ties/tied.h"

#include <algorithm>

#include "contracts/accounts/accounts.h"
#include "contracts/accounts/keys.h"
#include "contracts/ties/tables.h"

namespace kula::contracts::ties {

namespace {

using types::Address;

bool in_window(const Context& context, Period period) {
  return period >= window_start(context.period(), context.policy.accounts.tie_window_periods);
}

bool work_together(const Context& context, const Address& a, const Address& b) {
  const auto row = kTogether.get(context.state, std::min(a, b), std::max(a, b));
  return row && (row->reasons > 0 || (row->ended && in_window(context, *row->ended)));
}

// At most W + 1 rows are in the window; older ones are skipped by starting the scan at its first period.
bool sent_much(const Context& context, const Address& from, const Address& to) {
  const Period first = window_start(context.period(), context.policy.accounts.tie_window_periods);
  Amount sum;
  bool overflow = false;
  context.state.scan(kSent.prefix(from, to), kSent.key(from, to, first), [&](ByteView, ByteView value) {
    const auto total = checked_add(sum, kSent.decoded(value).amount);
    overflow = !total;
    if (total) sum = *total;
    return !overflow;
  });
  return overflow || sum >= context.policy.accounts.tie_transfer_amount;
}

// All but what `giver` sent.
bool tied_but_for_gifts(const Context& context, const Address& account, const Address& giver) {
  return in_one_hand(context, account, giver) || work_together(context, account, giver) ||
         sent_much(context, account, giver);
}

}  // namespace

bool in_one_hand(const Context& context, const Address& a, const Address& b) {
  if (a == b || accounts::share_a_key(context.state, a, b)) return true;
  const auto shared_until = accounts::shared_a_key_until(context.state, a, b);
  if (shared_until && in_window(context, *shared_until)) return true;
  const auto account_a = accounts::find(context.state, a);
  const auto account_b = accounts::find(context.state, b);
  return account_a && account_b && (account_a->controller == b || account_b->controller == a);
}

bool tied(const Context& context, const Address& a, const Address& b) {
  return tied_but_for_gifts(context, a, b) || sent_much(context, b, a);
}

void begin_together(Context& context, const Address& a, const Address& b) {
  if (a == b) return;
  auto row = kTogether.get_or_default(context.state, std::min(a, b), std::max(a, b));
  ++row.reasons;
  kTogether.put(context.state, std::min(a, b), std::max(a, b), row);
}

void end_together(Context& context, const Address& a, const Address& b) {
  if (a == b) return;
  auto row = kTogether.get_or_default(context.state, std::min(a, b), std::max(a, b));
  KULA_CHECK(row.reasons > 0, "two accounts stopped working together that never began; report this as a bug");
  --row.reasons;
  // Jobs come with the time when they were due, which may lie before what a transaction ended already.
  row.ended = std::max(row.ended.value_or(Period{}), context.period());
  kTogether.put(context.state, std::min(a, b), std::max(a, b), row);
}

void record_direct_transfer(Context& context, const Address& from, const Address& to, Amount amount) {
  const auto period = context.period();
  auto row = kSent.get_or_default(context.state, from, to, period);
  // A sum beyond 2^64 is tied already: keep the largest.
  row.amount = checked_add(row.amount, amount).value_or(Amount{UINT64_MAX});
  kSent.put(context.state, from, to, period, row);
}

Outcome require_untied(const Context& context, const Address& decider, const Address& subject) {
  if (tied(context, decider, subject)) return reject(kTied);
  return {};
}

Outcome require_untied_but_for_gifts(const Context& context, const Address& decider, const Address& subject) {
  if (tied_but_for_gifts(context, decider, subject)) return reject(kTied);
  return {};
}

Outcome require_other_hand(const Context& context, const Address& decider, const Address& subject) {
  if (in_one_hand(context, decider, subject)) return reject(kTied);
  return {};
}

}  // namespace kula::contracts::ties
