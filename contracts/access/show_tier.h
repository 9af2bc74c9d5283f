// account.tier (C5.1): what an account has, and what the next tier needs.
#pragma once

#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::access {

// {account, tier, open, points, spend, first_period, last_period, next: {tier, alternatives: [{plan, points,
// spend, points_missing, spend_missing}]} or null, at}: the trailing window runs from first_period through
// last_period.
struct ShowTier {
  static constexpr std::string_view kName = "account.tier";
  static constexpr std::string_view kSummary = "An account's tier, and what the next one needs";
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::access
