#include "contracts/accounts/open.h"

#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/persons.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::accounts {

namespace {
Outcome count_opening(ActionContext& context) {
  auto row = kOpenings.get_or_default(context.state, context.sender, context.period());
  if (row.count >= context.policy.accounts.registrar_openings) return reject(kRegistrarLimit);
  ++row.count;
  kOpenings.put(context.state, context.sender, context.period(), row);
  return {};
}

Outcome check_controller(const ActionContext& context, const Open& open) {
  if (!open.controller) return {};
  const auto controller = find(context.state, *open.controller);
  const bool sound =
      open.kind != AccountKind::organisation && controller && controller->kind == AccountKind::organisation;
  if (!sound) return reject(kNoController);
  return {};
}
}  // namespace

Outcome Open::validate() const {
  if (!auth.is_valid()) return reject(kBadAuth);
  return {};
}

Outcome Open::apply(ActionContext& context) const {
  if (auto allowed = require_role(context.state, context.sender, Role::registrar); !allowed) return allowed;
  if (auto counted = count_opening(context); !counted) return counted;
  const auto address = types::Address::of(auth);
  if (is_open(context.state, address)) return reject(kAccountExists);
  if (kHandles.contains(context.state, handle)) return reject(kHandleTaken);
  if (auto sound = check_controller(context, *this); !sound) return sound;
  const Account account{handle, kind, auth, controller, context.sender, context.now, TimeMs{}};
  write_account(context.state, address, account);
  count_new_person(context.state, account, context.period());
  emit(context, AccountOpened{address, handle, context.sender});
  return {};
}

}  // namespace kula::contracts::accounts
