#include "ledger/types/epochs.h"

namespace kula::types {

TrustedSet trusted_from(const BlockHeader& genesis, ValidatorSet validators) {
  return {genesis.chain_id, epoch_after(genesis), std::move(validators), genesis.height};
}

bool is_final_under(const TrustedSet& trusted, const BlockHeader& header, const FinalityProof& finality) {
  // A certificate counts heights by what its validators executed, so a lower height is another chain's.
  return header.chain_id == trusted.chain_id && header.epoch == trusted.epoch &&
         header.height > trusted.since && verify(finality, header, trusted.validators);
}

bool advance(TrustedSet& trusted, const EpochClose& close) {
  // Nothing but itself follows a closing block in its epoch (R16): its proof has no path.
  const bool ends = closes_epoch(close.header) && close.finality.path.empty() && close.next.is_valid() &&
                    close.next.hash() == close.header.next_validator_set &&
                    is_final_under(trusted, close.header, close.finality);
  if (!ends) return false;
  trusted = {trusted.chain_id, epoch_after(close.header), close.next, close.header.height};
  return true;
}

}  // namespace kula::types
