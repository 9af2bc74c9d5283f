// fund.show and grant.show.
#pragma once

#include "contracts/charity/records.h"
#include "ledger/execution/query.h"

namespace kula::contracts::charity {

// Answer: {fund, balance, committed, book: {count, hash}, committed_book: {count, hash}}: the counts and
// hashes make a list of the books' postings provably complete (C8.6).
struct FundShow {
  static constexpr std::string_view kName = "fund.show";
  static constexpr std::string_view kSummary = "A fund, its books and what became of its credits";
  Slug fund;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

struct GrantShow {
  static constexpr std::string_view kName = "grant.show";
  static constexpr std::string_view kSummary = "A grant with its milestones, approvals and report";
  Slug fund;
  std::uint64_t grant = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::charity
