#include "contracts/accounts/account_query.h"

#include "contracts/accounts/tables.h"
#include "contracts/kernel/posting.h"
#include "ledger/codec/json.h"

namespace kula::contracts::accounts {

using execution::QueryError;

Expected<codec::JsonValue, QueryError> AccountShow::run(const execution::QueryContext& context) const {
  if (account.has_value() == handle.has_value()) {
    return fail(QueryError{QueryError::Kind::bad_parameter, "give either account or handle"});
  }
  std::optional<types::Address> address = account;
  if (handle) {
    const auto owner = kHandles.get(context.state, *handle);
    if (owner) address = owner->address;
  }
  const auto found = address ? find(context.state, *address) : std::nullopt;
  if (!found) return fail(QueryError{QueryError::Kind::not_found, "there is no such account"});

  std::vector<Role> roles;
  for (std::size_t i = 0; i < enum_names(Role{}).size(); ++i) {
    const auto role = static_cast<Role>(i);
    if (has_role(context.state, *address, role)) roles.push_back(role);
  }
  codec::JsonValue json;
  json.set("address", codec::to_json(*address)).set("account", codec::to_json(*found));
  json.set("roles", codec::to_json(roles));
  json.set("nonce", codec::to_json(kNonces.get_or_default(context.state, *address).next));
  json.set("balance", codec::to_json(balance_of(context.state, Book::account(*address))));
  json.set("suspended", codec::JsonValue(context.tip.time < found->suspended_until));
  return json;
}

}  // namespace kula::contracts::accounts
