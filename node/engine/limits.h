// Limits of the engine's queues, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::engine {

inline constexpr std::size_t kMaxPooledPerSender = 16;  // architecture.md: consecutive nonces of one sender
inline constexpr std::size_t kMaxPooledTransactions =
    32'768;  // four full blocks: more would only wait longer
inline constexpr std::size_t kMaxPooledBytes = 64 * 1024 * 1024;  // bounds the pool's memory
inline constexpr std::size_t kMaxWaitingTransactions = 4'096;     // behind a nonce gap: likely never included
inline constexpr std::uint64_t kMaxGapWaitMs = 60'000;  // a lost predecessor is sent again within a minute
inline constexpr std::size_t kMaxIntake = 1'024;        // in verification: ~25 ms of two cores' work
inline constexpr std::size_t kMaxBatches = 64;          // concurrent importers; each holds its body
inline constexpr std::size_t kMaxWaiters = 16'384;      // clients that wait for an outcome
inline constexpr std::size_t kMaxRemembered = 65'536;   // why transactions left the pool without a block
inline constexpr std::size_t kSignatureCacheSize = 65'536;  // two full blocks' and the pool's worth
// A range of final blocks with one block of the largest size, and its proof.
inline constexpr std::size_t kMaxPeerMessageBytes = 6 * 1024 * 1024;
inline constexpr std::uint64_t kSweepMs = 100;  // how late a time-out may be noticed

}  // namespace kula::engine
