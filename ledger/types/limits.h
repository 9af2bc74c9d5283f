// Limits on untrusted values of this room, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::types {

inline constexpr std::size_t kMaxKeysPerAuth = 16;  // C1.1; bounds the work of checking one transaction
inline constexpr std::size_t kMaxActionsPerTransaction = 32;  // C0.7
inline constexpr std::size_t kMaxTransactionBytes =
    64 * 1024;  // 32 actions of 2 KiB; an honest one has ~200 bytes
inline constexpr std::size_t kMaxBlockBytes =
    4 * 1024 * 1024;  // fetch, verify and execute under Δ/2 on 2 cores
inline constexpr std::size_t kMaxTransactionsPerBlock = 8192;  // same, for very small transactions
inline constexpr std::uint64_t kMaxExpiryAheadMs =
    24 * 60 * 60 * 1000;                           // C0.7; bounds the memory of seen ids
inline constexpr std::size_t kMaxValidators = 21;  // a vote of all must stay one network round
inline constexpr std::size_t kMaxRecoveryBytes =
    2 * 1024 * 1024;  // R21: half a block; some 20,000 signers (beyond 6,000, nodes join by blocks alone)
inline constexpr std::size_t kMaxProofSiblings = 256;  // bits of a state tree key

}  // namespace kula::types
