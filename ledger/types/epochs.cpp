#include "ledger/types/epochs.h"

#include <algorithm>

#include "ledger/types/state_proof.h"

namespace kula::types {

namespace {

bool ends_by_a_block(const TrustedSet& trusted, const EpochClose& close) {
  // Nothing but itself follows a closing block in its epoch (R16): its proof has no path.
  return closes_epoch(close.header) && close.finality.path.empty() &&
         close.next.hash() == close.header.next_validator_set &&
         is_final_under(trusted, close.header, close.finality);
}

bool is_proved(const ProvenStateRow& row, const Hash& state_root) {
  if (row.key.size() < kTableBytes) return false;
  const auto key = hash_of_key(row.key);
  return row.value ? verify_inclusion(state_root, key, state_value_hash(*row.value), row.proof)
                   : verify_absence(state_root, key, row.proof);
}

// R21. The named block is the last of the epoch, or the one that it begins on when it has no block of its
// own.
bool ends_by_a_recovery(const TrustedSet& trusted, const EpochClose& close, const RecoveryJudge* judge) {
  const auto& [recovery, rows] = *close.recovery;
  const RecoveryManifest& manifest = recovery.manifest;
  const BlockId id = id_of(close.header);
  // A proof with a path shows a later block that is final.
  const bool is_last = id == trusted.root || (close.finality.path.empty() && !closes_epoch(close.header) &&
                                              is_final_under(trusted, close.header, close.finality));
  const bool is_of_it = manifest.chain_id == trusted.chain_id && manifest.epoch == trusted.epoch &&
                        manifest.height == close.header.height && manifest.block == id &&
                        manifest.next == close.next;
  const auto& root = close.header.state_root;
  return is_last && is_of_it &&
         std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return is_proved(row, root); }) &&
         judge != nullptr && judge->members_agree(close.header, *close.recovery);
}

}  // namespace

TrustedSet trusted_from(const BlockHeader& genesis, ValidatorSet validators) {
  return {genesis.chain_id, epoch_after(genesis), std::move(validators), genesis.height, id_of(genesis)};
}

bool is_final_under(const TrustedSet& trusted, const BlockHeader& header, const FinalityProof& finality) {
  // A certificate counts heights by what its validators executed, so a lower height is another chain's.
  return header.chain_id == trusted.chain_id && header.epoch == trusted.epoch &&
         header.height > trusted.since && verify(finality, header, trusted.validators);
}

bool advance(TrustedSet& trusted, const EpochClose& close, const RecoveryJudge* judge) {
  if (!close.next.is_valid()) return false;
  const bool ends =
      close.recovery ? ends_by_a_recovery(trusted, close, judge) : ends_by_a_block(trusted, close);
  if (!ends) return false;
  trusted = {trusted.chain_id, Epoch{trusted.epoch.value + 1}, close.next, close.header.height,
             id_of(close.header)};
  return true;
}

}  // namespace kula::types
