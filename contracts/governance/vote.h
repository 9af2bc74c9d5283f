// proposal.vote (C11.1, C11.2).
#pragma once

#include "contracts/governance/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::governance {

// By a person whose account was old enough when the proposal was made, and, when it changes validators, by
// the operator of one. A later vote replaces the earlier one. Rejects: proposal_not_found, voting_closed,
// no_vote.
struct Vote {
  static constexpr std::uint16_t kNumber = 0x0b02;
  static constexpr std::string_view kName = "proposal.vote";
  static constexpr std::string_view kSummary = "Vote on a proposal, or change your vote";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = true};
  std::uint64_t proposal = 0;
  Choice choice = Choice::abstain;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("choice", choice));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::governance
