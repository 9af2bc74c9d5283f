#include "contracts/accounts/rotate.h"

#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/keys.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::accounts {

Outcome Rotate::validate() const {
  if (!auth.is_valid()) return reject(kBadAuth);
  return {};
}

Outcome Rotate::apply(ActionContext& context) const {
  auto account = find(context.state, context.sender);
  KULA_CHECK(account.has_value(), "a transaction ran without its sender's account; report this as a bug");
  replace_keys(context, context.sender, account->auth, auth);
  account->auth = auth;
  kAccounts.put(context.state, context.sender, *account);
  emit(context, AccountRotated{context.sender});
  return {};
}

}  // namespace kula::contracts::accounts
