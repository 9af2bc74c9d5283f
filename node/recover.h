// R21: the operator's command that gives a stopped node's chain the validators that the members named. Errors
// are sentences that say what to do.
#pragma once

#include <string>

#include "ledger/ledger.h"

namespace kula::node {

// What carrying it out would do; everything about the recovery was judged.
struct RecoveryPlan {
  types::BlockHeader last_final;
  types::ValidatorSet before;  // of the epoch that it ends
  ledger::RecoverySupport support;
  std::vector<types::NodeEntry> nodes;  // the registry: a validator without a node here is reached by nobody
  bool is_adopted = false;              // the chain in the store goes by it already
  bool validates = false;               // this node's key is one of the new validators'
  // This node's own finalize vote for a block after the last final one: with others' votes that block may be
  // final on a node that is not here, and the chain did not end where the recovery says.
  std::optional<types::VoteSubject> later_vote;
};
[[nodiscard]] Expected<RecoveryPlan, std::string> plan_recovery(const std::string& data_dir,
                                                                const types::SignedRecovery& recovery);

// What happened to the signing record.
enum class RecoveredRecord : std::uint8_t {
  none,    // no validator of the new set
  opened,  // it votes in the new epoch from the next start on
  wiped,   // it was given up before: the others are asked first (R9)
};

// First the record, then the ledger, each one durable write. A crash between leaves a record that is open for
// an epoch which the ledger does not have: the node follows and votes nowhere, and running this again ends
// it. The other order would leave what a lost record looks like, and a lost record may not be opened (R9).
[[nodiscard]] Expected<RecoveredRecord, std::string> recover(const std::string& data_dir,
                                                             const types::SignedRecovery& recovery);
// The first half alone: for tests of the crash between the two.
[[nodiscard]] Expected<RecoveredRecord, std::string> open_record_for_recovery(
    const std::string& data_dir, const types::SignedRecovery& recovery, bool is_adopted);

}  // namespace kula::node
