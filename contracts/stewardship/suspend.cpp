#include "contracts/stewardship/suspend.h"

#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/stewardship/codes.h"
#include "contracts/stewardship/events.h"
#include "contracts/stewardship/tables.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::stewardship {

Outcome Suspend::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::steward); !allowed)
    return allowed;
  auto subject = accounts::find(context.state, account);
  if (!subject) return reject(kAccountNotFound);
  if (accounts::has_role(context.state, account, accounts::Role::steward)) return reject(kStewardProtected);
  // D days count from the first suspension, and a new count begins D days after they are over: neither
  // renewing a suspension, nor ending it and beginning another, makes it longer (C1.3).
  const auto longest = context.policy.accounts.max_suspension_ms;
  const auto counted = kSuspendedSince.get(context.state, account);
  const bool running = counted && context.now < after(after(counted->time, longest), longest);
  const TimeMs since = running ? counted->time : context.now;
  if (until <= context.now || until > after(since, longest)) return reject(kSuspensionTooLong);
  if (auto other = ties::require_other_hand(context, context.sender, account); !other) return other;
  subject->suspended_until = until;
  accounts::kAccounts.put(context.state, account, *subject);
  kSuspendedSince.put(context.state, account, SuspendedSince{since});
  emit(context, AccountSuspended{account, context.sender, until, reason_hash});
  return {};
}

Outcome Restore::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::steward); !allowed)
    return allowed;
  auto subject = accounts::find(context.state, account);
  if (!subject) return reject(kAccountNotFound);
  if (context.now >= subject->suspended_until) return reject(kNotSuspended);
  if (auto untied = ties::require_untied(context, context.sender, account); !untied) return untied;
  subject->suspended_until = TimeMs{};
  accounts::kAccounts.put(context.state, account, *subject);
  emit(context, AccountRestored{account, context.sender});
  return {};
}

}  // namespace kula::contracts::stewardship
