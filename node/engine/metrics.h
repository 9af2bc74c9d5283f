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
  std::uint64_t peers = 0;          // connected
  std::uint64_t epoch = 0;
  std::uint64_t view = 0;
  std::uint64_t final_view = 0;
  std::uint64_t sync_height = 0;        // highest that a peer claims; the own one when none is higher
  std::uint64_t oldest_pooled_ms = 0;   // T11: how long the oldest pooled transaction has waited
  std::uint64_t gossip_received = 0;    // transactions that a peer passed on and that were news
  std::uint64_t gossip_dropped = 0;     // beyond what a peer may send (T2)
  std::uint64_t body_requests = 0;      // questions about parts of a proposed block
  std::uint64_t block_requests = 0;     // questions about a whole block
  std::uint64_t range_requests = 0;     // questions about final blocks
  std::uint64_t messages_verified = 0;  // of consensus
  std::uint64_t messages_skipped = 0;   // of consensus, that would have told nothing new
  std::uint64_t peers_punished = 0;
  std::uint64_t snapshot_height = 0;  // of the newest one that is served; 0: none
  std::uint64_t chunks_served = 0;    // of snapshots
  std::uint64_t chunks_received = 0;  // same, that were what they should be
  std::uint64_t evidence = 0;         // pairs of votes that exclude each other (R15)

  // CPU time of the engine's thread, by part (ledger/base/cpu_meter.h), in microseconds.
  std::uint64_t cpu_network_us = 0;
  std::uint64_t cpu_engine_us = 0;
  std::uint64_t cpu_execute_us = 0;
  std::uint64_t cpu_tree_us = 0;
  std::uint64_t cpu_commit_us = 0;

  // Prometheus' text format 0.0.4.
  [[nodiscard]] std::string text() const;
};

}  // namespace kula::engine
