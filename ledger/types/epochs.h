// Which epoch a block belongs to (R16, R17), and the light chain of trust: from the genesis, one closing
// block an epoch, finalized by the validators that the one before it named; or, where too many of those were
// lost, one recovery by the members (R21).
#pragma once

#include "ledger/types/block.h"
#include "ledger/types/state_proof.h"

namespace kula::types {

// A row of a state, or its absence, with what proves it under the state root.
struct ProvenStateRow {
  Bytes key;  // full: table as big-endian u16, then the canonical key
  std::optional<Bytes> value;
  StateProof proof;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key", key), codec::field("value", value), codec::field("proof", proof));
  }
};

// R21 for somebody without the state: what the members signed, and every row that tells who they are.
struct RecoveryProof {
  SignedRecovery recovery;
  std::vector<ProvenStateRow> rows;  // of the state after the named block, ascending by key
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("recovery", recovery), codec::field("rows", rows));
  }
};

// The end of an epoch, with all that somebody needs who trusts its validators.
struct EpochClose {
  BlockHeader header;                     // of the closing block; of a recovery the last final one
  FinalityProof finality;                 // by the validators of its epoch; empty for the genesis block
  ValidatorSet next;                      // those of the epoch after it
  std::optional<RecoveryProof> recovery;  // R21: it was the members who ended the epoch
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("header", header), codec::field("finality", finality), codec::field("next", next),
            codec::field("recovery", recovery));
  }
};

// Who may recover a chain is the contracts' to say: given to the light chain, which knows no contracts.
class RecoveryJudge {
 public:
  RecoveryJudge() = default;
  RecoveryJudge(const RecoveryJudge&) = delete;
  RecoveryJudge& operator=(const RecoveryJudge&) = delete;
  virtual ~RecoveryJudge() = default;
  // Whether more than two thirds of the members after `last_final` signed, by rows that were proved under its
  // state root. False when a row is missing.
  [[nodiscard]] virtual bool members_agree(const BlockHeader& last_final,
                                           const RecoveryProof& proof) const = 0;
};

// Whose finality proofs are believed: the validators of one epoch of one chain.
struct TrustedSet {
  ChainId chain_id;
  Epoch epoch;
  ValidatorSet validators;
  Height since;    // height of the block that the epoch begins on
  BlockId root{};  // its id
};
// The first epoch's, from the genesis block. REQUIRES that `validators` are the ones its header names.
[[nodiscard]] TrustedSet trusted_from(const BlockHeader& genesis, ValidatorSet validators);

// A block of the trusted epoch that its validators finalized.
[[nodiscard]] bool is_final_under(const TrustedSet& trusted, const BlockHeader& header,
                                  const FinalityProof& finality);
// Goes on to the next epoch; false, and nothing changed, when `close` does not end the trusted one. Without a
// judge a recovery is never believed: that somebody signed it says nothing.
[[nodiscard]] bool advance(TrustedSet& trusted, const EpochClose& close,
                           const RecoveryJudge* judge = nullptr);

}  // namespace kula::types
