// The headers between a block and the one whose certificate makes it final (R7).
#pragma once

#include "ledger/types/block.h"

namespace kula::types {

// The proof's headers lead from the block to the certified one, within one epoch, and its certificate is a
// finalization of that one. Says nothing about signatures.
[[nodiscard]] bool is_linked(const FinalityProof& proof, const BlockHeader& header);

}  // namespace kula::types
