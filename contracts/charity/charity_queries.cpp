#include "contracts/charity/charity_queries.h"

#include "contracts/charity/tables.h"
#include "contracts/kernel/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::charity {

using execution::QueryError;

Expected<codec::JsonValue, QueryError> FundShow::run(const execution::QueryContext& context) const {
  const auto found = kFunds.get(context.state, fund);
  if (!found) return fail(QueryError{QueryError::Kind::not_found, "there is no fund \"" + fund.value + "\""});
  codec::JsonValue json;
  json.set("slug", codec::to_json(fund)).set("fund", codec::to_json(*found));
  json.set("book", codec::to_json(kBooks.get_or_default(context.state, Book::fund(fund))));
  json.set("committed_book",
           codec::to_json(kBooks.get_or_default(context.state, Book::fund_committed(fund))));
  return json;
}

Expected<codec::JsonValue, QueryError> GrantShow::run(const execution::QueryContext& context) const {
  const auto found = kGrants.get(context.state, fund, grant);
  if (!found) return fail(QueryError{QueryError::Kind::not_found, "there is no such grant"});
  codec::JsonValue json;
  json.set("fund", codec::to_json(fund))
      .set("number", codec::to_json(grant))
      .set("grant", codec::to_json(*found));
  return json;
}

}  // namespace kula::contracts::charity
