// Blocks.
#pragma once

#include <memory>

#include "ledger/base/time.h"
#include "ledger/types/certificate.h"
#include "ledger/types/recovery.h"

namespace kula::types {

struct BlockHeader {
  std::uint16_t version = 1;
  ChainId chain_id;
  Epoch epoch;
  View view;  // of the first proposal
  Height height;
  BlockId parent;
  std::uint8_t proposer = 0;  // index in the epoch's set
  TimeMs time;                // greater than the parent's
  Hash transaction_root;      // list root over the transactions' bytes hashes
  Hash receipt_root;
  Hash state_root;          // after this block
  Hash history_root;        // over the ids of blocks 0 .. height-1
  Hash validator_set;       // of this epoch
  Hash next_validator_set;  // differs exactly when this block closes the epoch
  Hash recovery;            // R21: hash of the manifest that begins the epoch with this block, else zero
  std::uint32_t flags = 0;  // none defined: must be 0
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("chain_id", chain_id),
            codec::field("epoch", epoch), codec::field("view", view), codec::field("height", height),
            codec::field("parent", parent), codec::field("proposer", proposer), codec::field("time", time),
            codec::field("transaction_root", transaction_root), codec::field("receipt_root", receipt_root),
            codec::field("state_root", state_root), codec::field("history_root", history_root),
            codec::field("validator_set", validator_set),
            codec::field("next_validator_set", next_validator_set), codec::field("recovery", recovery),
            codec::field("flags", flags));
  }
  bool operator==(const BlockHeader&) const = default;
};

[[nodiscard]] BlockId id_of(const BlockHeader& header);

// R16: its execution changes the validators, so that nothing follows it in its epoch. Never the genesis
// block.
[[nodiscard]] inline bool closes_epoch(const BlockHeader& header) {
  return header.validator_set != header.next_validator_set;
}
// The epoch of the block after this one (R17), unless a recovery ends that epoch before it began (R21).
[[nodiscard]] inline Epoch epoch_after(const BlockHeader& header) {
  return closes_epoch(header) ? Epoch{header.epoch.value + 1} : header.epoch;
}

using TransactionPointer =
    std::shared_ptr<const Transaction>;  // shared by mempool, block and store; immutable
using TransactionList = std::vector<TransactionPointer>;

[[nodiscard]] Hash transaction_root(const TransactionList& transactions);

struct Block {
  BlockHeader header;
  TransactionList transactions;
  // Set exactly when the header names a recovery: with a manifest of that hash, so that a block proves its
  // epoch by itself. The signatures are no part of the block's id: nodes may keep others under the same
  // manifest, as they may keep other certificates.
  RecoveryPointer recovery{};
};

// Canonical bytes of a block: header, u32 count, then each transaction's bytes with u32 length, then the
// recovery when the header names one. REQUIRES `recovery` exactly then.
[[nodiscard]] Bytes encode_block(const Block& block);
enum class BlockDecodeError : std::uint8_t {
  malformed,
  too_large,
  bad_transaction,
  wrong_transaction_root,
  wrong_recovery,  // another manifest than the header names
};
// Checks limits, and that transactions and recovery are those that the header names.
[[nodiscard]] Expected<Block, BlockDecodeError> decode_block(ByteView bytes);

// A block that is final: the certificate finalizes it or, when `path` is not empty, a descendant: `path`
// holds the headers from its child to the certified block (R7).
struct FinalityProof {
  std::vector<BlockHeader> path;
  Certificate finalization;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("path", path), codec::field("finalization", finalization));
  }
};
[[nodiscard]] bool verify(const FinalityProof& proof, const BlockHeader& header, const ValidatorSet& set);

}  // namespace kula::types
