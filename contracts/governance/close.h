// The end of a proposal's voting, and what follows after the timelock (C11.1, C11.2): two jobs of the queue
// of due work, each of a few rows, since the tally is kept with every ballot.
#pragma once

#include "contracts/governance/records.h"

namespace kula::contracts::governance {

// Takes the proposal out of its author's open ones. REQUIRES that its voting was open and that its job is no
// longer in the queue. The caller writes the record.
void end_voting(Context& context, Proposal& proposal, ProposalStatus status);

// Due at closes_at; moved and cancelled with it.
struct CloseProposal {
  static constexpr std::uint16_t kNumber = 0x0b01;
  static constexpr std::string_view kName = "close_proposal";
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

// Due at the close and the timelock of a proposal that passed. All its actions, or none and proposal_failed.
// A change of validators in a block that already has one waits for the next block, which is the next epoch's
// (R16, R18): nobody's passed proposal fails because another was due at the same time.
struct ExecuteProposal {
  static constexpr std::uint16_t kNumber = 0x0b02;
  static constexpr std::string_view kName = "execute_proposal";
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::governance
