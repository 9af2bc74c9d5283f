#include "contracts/access/check_access.h"

#include "contracts/access/evaluator.h"
#include "contracts/kernel/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::access {

namespace {

struct CheckAnswer {
  types::Address account;
  SubjectKind kind = SubjectKind::course;
  Slug resource;
  bool granted = false;
  std::uint32_t rule = 0;
  std::optional<AccessRule> basis;
  std::optional<TimeMs> valid_until;
  TimeMs at;
  codec::JsonValue facts;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("kind", kind), codec::field("resource", resource),
            codec::field("granted", granted), codec::field("rule", rule), codec::field("basis", basis),
            codec::field("valid_until", valid_until), codec::field("at", at), codec::field("facts", facts));
  }
};

codec::JsonValue facts_json(const std::vector<Fact>& facts) {
  codec::JsonValue::Array array;
  for (const auto& fact : facts) {
    auto json = codec::to_json(fact);
    json.as_object()->insert(json.as_object()->begin(), {"text", codec::JsonValue(text_of(fact))});
    array.push_back(std::move(json));
  }
  return codec::JsonValue(std::move(array));
}

}  // namespace

Expected<codec::JsonValue, execution::QueryError> CheckAccess::run(
    const execution::QueryContext& context) const {
  const auto now = context.tip.time;
  const auto decision =
      decide(context.state, kPolicy.get_or_default(context.state), account, {kind, resource}, now);
  if (!decision) {
    return fail(
        execution::QueryError{execution::QueryError::Kind::not_found, "there is no such course or resource"});
  }
  return codec::to_json(CheckAnswer{account, kind, resource, decision->granted, decision->rule,
                                    decision->basis, decision->valid_until, now,
                                    facts_json(decision->facts)});
}

}  // namespace kula::contracts::access
