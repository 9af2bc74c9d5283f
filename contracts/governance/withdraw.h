// proposal.withdraw (C11.1).
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::governance {

// By its author, until the voting closes: what has passed is no longer his to stop. Rejects:
// proposal_not_found, not_allowed, voting_closed.
struct WithdrawProposal {
  static constexpr std::uint16_t kNumber = 0x0b03;
  static constexpr std::string_view kName = "proposal.withdraw";
  static constexpr std::string_view kSummary = "Withdraw your proposal";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = false};
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::governance
