// Judging a recovery (R21): the one path for the operator's tool, a node that meets one in a block, an audit
// and the light chain, which has only the rows that were proved to it.
#pragma once

#include <string>

#include "ledger/execution/processor.h"
#include "ledger/state/state_tree.h"
#include "ledger/types/epochs.h"

namespace kula::ledger {

// `behind` is unknown (sync first), `not_written` a failure of the own disk; the others are invalid here and
// for ever.
enum class RecoveryFault : std::uint8_t {
  behind,          // the named block is above the tip
  other_block,     // another block is final here at that height
  later_block,     // a later block is final: the chain did not end there
  other_recovery,  // another recovery of that block was adopted
  not_written,
  unknown_version,
  other_chain,
  wrong_epoch,      // not the one that the named block's children have
  bad_validators,   // not ascending, not distinct, too many, none, or a key that is none
  same_validators,  // those of now
  not_well_formed,  // signatures not ascending by member, a member twice, too many bytes
  no_member,        // somebody signed who has no vote
  bad_signature,    // not what the member's account asks for
  too_few,          // not more than two thirds of all members
};
[[nodiscard]] std::string_view to_string(RecoveryFault fault);

struct RecoveryRefusal {
  RecoveryFault fault = RecoveryFault::behind;
  std::string detail;  // for a person: who, how many, what the disk said; may be empty
};
[[nodiscard]] std::string text_of(const RecoveryRefusal& refusal);

// Of all members, not of those who answered.
struct RecoverySupport {
  std::uint64_t members = 0;
  std::uint64_t needed = 0;
  std::uint64_t signers = 0;
};

// Everything about a recovery but whether `last_final` is the last final block. REQUIRES `state` to be the
// one after it.
[[nodiscard]] Expected<RecoverySupport, RecoveryRefusal> judge_recovery(
    const types::SignedRecovery& recovery, const types::BlockHeader& last_final,
    const state::StateView& state, const execution::Processor& processor);

// Judges it, and gives what the epochs column keeps of it: with the rows that the judgement read, proved
// under the block's state root. REQUIRES as above, and `pages` and `tree` to be that state's.
[[nodiscard]] Expected<types::EpochClose, RecoveryRefusal> close_by_recovery(
    const types::SignedRecovery& recovery, const types::BlockHeader& last_final,
    const types::FinalityProof& finality, const state::StateView& state, const state::PageSource& pages,
    const state::TreeRoot& tree, const execution::Processor& processor);

// For the light chain: the same judgement over proven rows only.
class ProvenRowsJudge final : public types::RecoveryJudge {
 public:
  // REQUIRES that the processor outlives it.
  explicit ProvenRowsJudge(const execution::Processor& processor) : processor_(processor) {}
  [[nodiscard]] bool members_agree(const types::BlockHeader& last_final,
                                   const types::RecoveryProof& proof) const override;

 private:
  const execution::Processor& processor_;
};

}  // namespace kula::ledger
