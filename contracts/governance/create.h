// proposal.create (C11.1).
#pragma once

#include "contracts/governance/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::governance {

// By anyone who has a vote. What could not be carried out today cannot be proposed: it is tried out, and
// rejected with the code of the action that fails. Rejects: bad_title, no_actions, too_many,
// two_validator_changes, no_vote, bad_voting_time, proposal_limit, and what the actions fail with.
struct CreateProposal {
  static constexpr std::uint16_t kNumber = 0x0b01;
  static constexpr std::string_view kName = "proposal.create";
  static constexpr std::string_view kSummary = "Propose something to all members";
  static constexpr ActionTraits kTraits{};
  std::string title;
  Hash text_hash;
  ProposalActions actions;
  TimeMs closes_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("title", title), codec::field("text_hash", text_hash),
            codec::field("actions", actions), codec::field("closes_at", closes_at));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::governance
