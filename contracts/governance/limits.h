// Limits of the governance module, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::contracts::governance {

// Of one proposal: as few as people can judge at once; bounds the work of carrying it out in one block.
inline constexpr std::size_t kMaxProposalActions = 16;
// R18: an epoch ends with each change of the set, and a proposal is carried out within one block.
inline constexpr std::size_t kMaxValidatorChanges = 1;
// Proposals in one answer of proposal.list.
inline constexpr std::uint64_t kProposalsPerPage = 50;

}  // namespace kula::contracts::governance
