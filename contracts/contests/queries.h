// contest.show: a contest, its phase, and its standings with how they were computed.
#pragma once

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::contests {

// Standings, best first: {rank, entry, account, totals by judge, dropped at each end, counted, sum, of,
// prize}; the mean is sum / of.
struct ContestShow {
  static constexpr std::string_view kName = "contest.show";
  static constexpr std::string_view kSummary = "A contest, its phase, standings and awards";
  Slug contest;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::contests
