// proposal.show and proposal.list.
#pragma once

#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::governance {

// {number, proposal, would_pass, validators: {yes, validators}}: how it stood when it closed, or stands now.
struct ShowProposal {
  static constexpr std::string_view kName = "proposal.show";
  static constexpr std::string_view kSummary = "A proposal, how it stands and what became of it";
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

// {proposals: [{number, title, status, closes_at, tally}], next}: the newest first, a page at a time; `next`
// is the `before` of the following page, null on the last.
struct ListProposals {
  static constexpr std::string_view kName = "proposal.list";
  static constexpr std::string_view kSummary = "Proposals, the newest first";
  std::optional<std::uint64_t> before;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("before", before));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

// {members, needed}: how many have a vote now, and how many of them may recover the chain (R21).
struct ShowMembers {
  static constexpr std::string_view kName = "member.count";
  static constexpr std::string_view kSummary = "How many accounts have a vote, and how many recover a chain";
  template <class Archive>
  void serialize(Archive&) {}
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::governance
