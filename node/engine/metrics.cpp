#include "node/engine/metrics.h"

#include <array>

namespace kula::engine {

namespace {

struct Description {
  std::uint64_t Metrics::*value;
  const char* name;
  const char* type;
  const char* help;
};

constexpr std::array<Description, 37> kDescriptions{{
    {&Metrics::height, "kula_height", "gauge", "Height of the last final block."},
    {&Metrics::blocks_committed, "kula_blocks_committed_total", "counter",
     "Blocks committed since the start."},
    {&Metrics::transactions_final, "kula_transactions_final_total", "counter",
     "Transactions in blocks committed since the start."},
    {&Metrics::transactions_rejected, "kula_transactions_rejected_total", "counter",
     "Those of them that the contracts rejected."},
    {&Metrics::submitted, "kula_transactions_submitted_total", "counter",
     "Transactions submitted to this node."},
    {&Metrics::refused, "kula_transactions_refused_total", "counter",
     "Submitted transactions that no block may hold."},
    {&Metrics::signatures_requested, "kula_signatures_requested_total", "counter",
     "Submitted transactions that waited for their signatures to be verified."},
    {&Metrics::signatures_fallback, "kula_signatures_in_blocks_total", "counter",
     "Transactions whose signatures had to be verified within a block."},
    {&Metrics::pooled, "kula_pool_transactions", "gauge", "Transactions that wait for a block."},
    {&Metrics::waiting, "kula_pool_waiting_transactions", "gauge",
     "Transactions that wait behind a nonce gap."},
    {&Metrics::intake, "kula_intake_transactions", "gauge", "Transactions in verification."},
    {&Metrics::pool_bytes, "kula_pool_bytes", "gauge", "Bytes of all transactions in the pool."},
    {&Metrics::record_writes, "kula_record_writes_total", "counter", "Synced writes of the signing record."},
    {&Metrics::block_time_ms, "kula_tip_time_milliseconds", "gauge", "Time of the last final block."},
    {&Metrics::peers, "kula_peers", "gauge", "Connected peers."},
    {&Metrics::epoch, "kula_epoch", "gauge", "Epoch of consensus."},
    {&Metrics::view, "kula_view", "gauge", "Current view of consensus."},
    {&Metrics::final_view, "kula_final_view", "gauge", "View of the last finalization."},
    {&Metrics::sync_height, "kula_sync_height", "gauge", "Highest height that a peer claims, unproved."},
    {&Metrics::oldest_pooled_ms, "kula_pool_oldest_milliseconds", "gauge",
     "How long the oldest pooled transaction has waited."},
    {&Metrics::gossip_received, "kula_gossip_transactions_total", "counter",
     "Transactions that a peer passed on and that were news."},
    {&Metrics::gossip_dropped, "kula_gossip_dropped_total", "counter",
     "Transactions dropped because a peer sent too many."},
    {&Metrics::body_requests, "kula_body_requests_total", "counter",
     "Questions to peers about parts of a proposed block."},
    {&Metrics::block_requests, "kula_block_requests_total", "counter", "Questions to peers about a block."},
    {&Metrics::range_requests, "kula_range_requests_total", "counter",
     "Questions to peers about final blocks."},
    {&Metrics::messages_verified, "kula_consensus_messages_verified_total", "counter",
     "Messages of consensus whose signatures were verified."},
    {&Metrics::messages_skipped, "kula_consensus_messages_skipped_total", "counter",
     "Messages of consensus that told nothing new."},
    {&Metrics::peers_punished, "kula_peers_punished_total", "counter",
     "Times a peer was dropped because it broke a rule."},
    {&Metrics::snapshot_height, "kula_snapshot_height", "gauge",
     "Height of the newest snapshot that is served."},
    {&Metrics::chunks_served, "kula_snapshot_chunks_served_total", "counter",
     "Chunks of snapshots given to peers."},
    {&Metrics::chunks_received, "kula_snapshot_chunks_received_total", "counter",
     "Chunks of a snapshot that this node was filled with."},
    {&Metrics::evidence, "kula_evidence_total", "counter",
     "Pairs of votes seen that no honest validator signs both."},
    {&Metrics::cpu_network_us, "kula_cpu_network_microseconds_total", "counter",
     "CPU time of sockets, TLS, HTTP and its answers, and the event loop."},
    {&Metrics::cpu_engine_us, "kula_cpu_engine_microseconds_total", "counter",
     "CPU time of consensus, admission, pools and gossip."},
    {&Metrics::cpu_execute_us, "kula_cpu_execute_microseconds_total", "counter",
     "CPU time of executing blocks."},
    {&Metrics::cpu_tree_us, "kula_cpu_tree_microseconds_total", "counter", "CPU time of the state tree."},
    {&Metrics::cpu_commit_us, "kula_cpu_commit_microseconds_total", "counter",
     "CPU time of final blocks, but for the thread that stores them."},
}};

}  // namespace

std::string Metrics::text() const {
  std::string out;
  for (const auto& description : kDescriptions) {
    const std::string name = description.name;
    out.append("# HELP ").append(name).append(" ").append(description.help).append("\n# TYPE ").append(name);
    out.append(" ").append(description.type).append("\n").append(name).append(" ");
    out.append(std::to_string(this->*description.value)).append("\n");
  }
  return out;
}

}  // namespace kula::engine
