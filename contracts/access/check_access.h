// access.check (C5.4): may this account use that, and why.
#pragma once

#include "contracts/access/decision.h"
#include "ledger/execution/query.h"

namespace kula::contracts::access {

// {account, kind, resource, granted, rule, basis, valid_until, at, facts: [{text, type, ...}]}: the decision
// at the answer's block time `at`, by the same code that decides course.enrol. `rule` is 0 when none grants.
struct CheckAccess {
  static constexpr std::string_view kName = "access.check";
  static constexpr std::string_view kSummary =
      "Whether an account may use a course or resource, by which rule, and why";
  types::Address account;
  SubjectKind kind = SubjectKind::course;
  Slug resource;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("kind", kind), codec::field("resource", resource));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::access
