// payout.explain: the lines that make one sale's payout.
#pragma once

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::courses {

// {course, number, price, status, bought_at, refund_until, settled_at, lines: [{to, amount, reason, bps}],
// sum}. The lines are C7.2's in order, zero lines left out, and sum to the price exactly; those of a held
// sale are what would be paid now. For a co-author `bps` is his share of what the lines above leave. A sale
// that went back has one line, to the payer.
struct ExplainPayout {
  static constexpr std::string_view kName = "payout.explain";
  static constexpr std::string_view kSummary =
      "The lines that make the payout of a sale, summing to its price";
  Slug course;
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::courses
