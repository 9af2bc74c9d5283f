#include "contracts/honours/queries.h"

#include "contracts/accounts/accounts.h"
#include "contracts/honours/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::honours {

Expected<codec::JsonValue, execution::QueryError> HonoursOf::run(
    const execution::QueryContext& context) const {
  if (!accounts::is_open(context.state, account)) {
    return fail(execution::QueryError{execution::QueryError::Kind::not_found, "there is no such account"});
  }
  codec::JsonValue::Array list;
  kHonours.scan(
      context.state,
      [&](const auto&, const Honour& honour) {
        list.push_back(codec::to_json(honour));
        return true;
      },
      account);
  codec::JsonValue json;
  json.set("account", codec::to_json(account)).set("honours", codec::JsonValue(std::move(list)));
  return json;
}

}  // namespace kula::contracts::honours
