#include "ledger/types/finality_path.h"

namespace kula::types {

bool is_linked(const FinalityProof& proof, const BlockHeader& header) {
  BlockId certified = id_of(header);
  Height height = header.height;
  for (const BlockHeader& child : proof.path) {
    // One epoch only: another set would have to certify what follows (R16, R17).
    const bool same_epoch = child.chain_id == header.chain_id && child.epoch == header.epoch &&
                            child.validator_set == header.validator_set;
    if (!same_epoch || child.parent != certified || child.height != next(height)) return false;
    certified = id_of(child);
    height = child.height;
  }
  const VoteSubject& subject = proof.finalization.subject;
  return subject.kind == VoteKind::finalize && subject.epoch == header.epoch && subject.block == certified;
}

}  // namespace kula::types
