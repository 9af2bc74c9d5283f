// Every domain tag and node prefix of the protocol. A tag is never reused and never changes its meaning.
#pragma once

#include "ledger/crypto/sha256.h"

namespace kula::crypto {

inline constexpr Tag kTagAddress{"kula/address/v1"};          // first auth -> address
inline constexpr Tag kTagTransaction{"kula/transaction/v1"};  // payload -> transaction id, the signed message
inline constexpr Tag kTagTransactionBytes{
    "kula/transaction-bytes/v1"};                     // full bytes -> leaf of the transaction root
inline constexpr Tag kTagReceipt{"kula/receipt/v1"};  // 0 and receipt, or 1 and job receipt -> leaf
inline constexpr Tag kTagBlock{"kula/block/v1"};      // header -> block id
inline constexpr Tag kTagGenesis{"kula/genesis/v1"};  // genesis document -> chain id
inline constexpr Tag kTagValidatorSet{"kula/validator-set/v1"};
inline constexpr Tag kTagRecovery{"kula/recovery/v1"};       // R21: manifest -> what members sign
inline constexpr Tag kTagVote{"kula/vote/v1"};               // the message a validator signs
inline constexpr Tag kTagViewAnswer{"kula/view-answer/v1"};  // R9: where a validator stands, to a wiped one
inline constexpr Tag kTagPosting{"kula/posting/v1"};         // running hash of a book
inline constexpr Tag kTagStateKey{"kula/state-key/v1"};      // (table, key) -> place in the state tree
inline constexpr Tag kTagStateValue{"kula/state-value/v1"};  // value -> what its leaf commits to
inline constexpr Tag kTagContestEntry{"kula/contest-entry/v1"};
inline constexpr Tag kTagContestScore{"kula/contest-score/v1"};
inline constexpr Tag kTagNodePossession{
    "kula/node-possession/v1"};  // a node's keys vouch for its registration
inline constexpr Tag kTagNodeReady{
    "kula/node-ready/v1"};  // a consensus key vouches that its node has a block
inline constexpr Tag kTagBeneficiary{"kula/beneficiary/v1"};  // who an organisation answers for -> commitment
inline constexpr Tag kTagBeneficiaryLink{
    "kula/beneficiary-link/v1"};  // a beneficiary's key vouches that a number is an account's
inline constexpr Tag kTagReplayDigest{
    "kula/replay-digest/v1"};                          // stable digest of all tables, for comparing runs
inline constexpr Tag kTagDemoKey{"kula/demo-key/v1"};  // demo seed and label -> secret key (test networks)

// Tree nodes carry one byte each instead of a tag: they are hashed by the million and never signed.
inline constexpr std::uint8_t kPrefixStateLeaf = 0x00;
inline constexpr std::uint8_t kPrefixStateNode = 0x01;
inline constexpr std::uint8_t kPrefixListNode = 0x02;
inline constexpr std::uint8_t kPrefixHistoryNode = 0x03;
inline constexpr std::uint8_t kPrefixHistoryRoot = 0x04;

}  // namespace kula::crypto
