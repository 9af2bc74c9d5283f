// Bounds on what this room keeps, sends and accepts, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::consensus {

inline constexpr std::uint64_t kViewsAhead = 64;       // R14: votes kept beyond the current view
inline constexpr std::size_t kMaxNullifications = 64;  // R2: that travel with a proposal
// R14: then a leader proposes empty, and no more than one block every 3Δ.
inline constexpr std::uint64_t kMaxUnfinalizedBlocks = 8;
// R2: views whose certificates are asked for at once; an outage of minutes leaves fewer.
inline constexpr std::uint64_t kMaxCertificatesAsked = 256;
// Of the signing record, after which it is rewritten without what is final: a few full blocks, so that the
// rewrite costs little beside the writes that led to it, and a restart reads it in an instant.
inline constexpr std::size_t kRecordRewriteBytes = 32 * 1024 * 1024;

}  // namespace kula::consensus
