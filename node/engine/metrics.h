// Counters and gauges of a node. Names are fixed: a test pins them.
#pragma once

#include <cstdint>
#include <string>

namespace kula::engine {

struct Metrics {
  std::uint64_t height = 0;
  std::uint64_t blocks_committed = 0;
  std::uint64_t transactions_final = 0;
  std::uint64_t transactions_rejected = 0;  // of the final ones: with a code other than 0
  std::uint64_t submitted = 0;
  std::uint64_t refused = 0;
  std::uint64_t signatures_requested = 0;  // by admission
  std::uint64_t signatures_fallback = 0;   // verified while a block was built or checked: not in the cache
  std::uint64_t pooled = 0;
  std::uint64_t waiting = 0;  // behind a nonce gap
  std::uint64_t intake = 0;   // in verification
  std::uint64_t pool_bytes = 0;
  std::uint64_t record_writes = 0;
  std::uint64_t block_time_ms = 0;  // time of the tip

  // Prometheus' text format 0.0.4.
  [[nodiscard]] std::string text() const;
};

}  // namespace kula::engine
