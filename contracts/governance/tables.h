// The governance module's tables. Included by .cpp files only.
#pragma once

#include "contracts/governance/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::governance {

struct ProposalCounter {
  std::uint64_t next = 1;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("next", next));
  }
};

struct OpenProposals {
  std::uint32_t count = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count));
  }
};

inline constexpr state::Table<Proposal, std::uint64_t> kProposals{0x0b01, "proposals"};
inline constexpr state::Table<Ballot, std::uint64_t, types::Address> kBallots{0x0b02, "ballots"};
inline constexpr state::Table<ProposalCounter> kProposalCounter{0x0b03, "proposal_counter"};
inline constexpr state::Table<OpenProposals, types::Address> kOpenProposals{0x0b04, "open_proposals"};

}  // namespace kula::contracts::governance
