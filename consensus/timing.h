// Durations of the protocol (R5, R10, R11, R13). Values only: nobody here waits.
#pragma once

#include "ledger/base/time.h"
#include "ledger/types/certificate.h"

namespace kula::consensus {

struct Timing {
  DurationMs base_delta_ms = 300;  // R11: 300 on a wide network, at least 100 on loopback
  // R3: how long a leader waits for work that is growing, base_delta_ms when it is alone; 0: not at all.
  DurationMs batch_wait_ms = 100;
};

inline constexpr DurationMs kMaxDeltaMs = 2000;          // R11
inline constexpr DurationMs kMaxRetryMs = 2000;          // R10
inline constexpr DurationMs kMaxAheadMs = 2000;          // R13: a time further ahead is not yet known
inline constexpr DurationMs kMaxBehindMs = 10000;        // R13: a time further behind holds the vote back ...
inline constexpr std::uint64_t kBehindViews = 3;         // ... in this many views after a finalization
inline constexpr std::uint64_t kViewsBeforeBackOff = 3;  // R11

// R11: base * 1.5^max(0, view - last_final - 3), at most kMaxDeltaMs: a function of certificates only.
// REQUIRES view > last_final.
[[nodiscard]] DurationMs delta_ms(const Timing& timing, types::View view, types::View last_final);

}  // namespace kula::consensus
