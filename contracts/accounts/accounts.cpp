#include "contracts/accounts/accounts.h"

#include "contracts/accounts/keys.h"
#include "contracts/accounts/persons.h"
#include "contracts/accounts/tables.h"

namespace kula::contracts::accounts {

std::optional<Account> find(const state::StateView& state, const types::Address& address) {
  return kAccounts.get(state, address);
}

bool is_open(const state::StateView& state, const types::Address& address) {
  return kAccounts.contains(state, address);
}

Outcome require_open(const state::StateView& state, const types::Address& address) {
  if (!is_open(state, address)) return reject(kAccountNotFound);
  return {};
}

bool has_role(const state::StateView& state, const types::Address& address, Role role) {
  return kRoles.contains(state, role, address);
}

Outcome require_role(const state::StateView& state, const types::Address& address, Role role) {
  if (!has_role(state, address, role)) return reject(kNotAllowed);
  return {};
}

void write_account(state::Overlay& state, const types::Address& address, const Account& account) {
  kAccounts.put(state, address, account);
  begin_keys(state, address, account.auth);
  kHandles.put(state, account.handle, HandleOwner{address});
  count_person(state, account);
}

void grant_role(state::Overlay& state, const types::Address& address, Role role) {
  kRoles.put(state, role, address, Mark{});
}

}  // namespace kula::contracts::accounts
