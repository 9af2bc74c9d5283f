// Limits of the node's surfaces, each with its reason (T10).
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::io {

inline constexpr std::size_t kMaxHeaderBytes = 16 * 1024;   // browsers' cookies and nothing more
inline constexpr std::size_t kMaxTargetBytes = 4 * 1024;    // a path of key parts and a cursor
inline constexpr std::size_t kMaxBodyBytes = 256 * 1024;    // a full transaction as JSON
inline constexpr std::size_t kMaxConnections = 256;         // bounds memory: one request each
inline constexpr std::size_t kReadBytes = 64 * 1024;        // of one read
inline constexpr std::uint64_t kIdleTimeoutMs = 75'000;     // a kept-alive connection without a request
inline constexpr std::uint64_t kRequestTimeoutMs = 15'000;  // from a request's first byte to its last
inline constexpr std::uint64_t kWriteTimeoutMs = 30'000;    // a reader that does not read
inline constexpr std::uint64_t kStopGraceMs = 500;          // for answers under way when the node stops
inline constexpr std::size_t kVerifyChunk = 32;             // signatures a worker takes at once: ~1.5 ms
inline constexpr std::size_t kRecordExtentBytes =
    4 * 1024 * 1024;  // written ahead: an append then syncs data only

}  // namespace kula::io
