// Which epoch a block belongs to (R16, R17), and the light chain of trust: from the genesis, one closing
// block an epoch, finalized by the validators that the one before it named.
#pragma once

#include "ledger/types/block.h"

namespace kula::types {

// The end of an epoch, with all that somebody needs who trusts its validators.
struct EpochClose {
  BlockHeader header;      // of the closing block
  FinalityProof finality;  // by the validators of its epoch
  ValidatorSet next;       // those of the epoch after it
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("header", header), codec::field("finality", finality), codec::field("next", next));
  }
};

// Whose finality proofs are believed: the validators of one epoch of one chain.
struct TrustedSet {
  ChainId chain_id;
  Epoch epoch;
  ValidatorSet validators;
  Height since;  // height of the block that the epoch begins on
};
// The first epoch's, from the genesis block. REQUIRES that `validators` are the ones its header names.
[[nodiscard]] TrustedSet trusted_from(const BlockHeader& genesis, ValidatorSet validators);

// A block of the trusted epoch that its validators finalized.
[[nodiscard]] bool is_final_under(const TrustedSet& trusted, const BlockHeader& header,
                                  const FinalityProof& finality);
// Goes on to the next epoch; false, and nothing changed, when `close` does not end the trusted one.
[[nodiscard]] bool advance(TrustedSet& trusted, const EpochClose& close);

}  // namespace kula::types
