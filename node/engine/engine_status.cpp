// What the engine says of itself.
#include "node/engine/engine.h"

namespace kula::engine {

api::ChainStatus Engine::status(const Now& now) const {
  const auto& tip = ledger_.tip();
  const auto set = ledger_.validator_set();
  api::ChainStatus status;
  status.chain_id = ledger_.chain_id();
  status.height = tip.height;
  status.first_height = ledger_.first_height();
  status.tip = ledger_.tip_id();
  status.state_root = tip.state_root;
  status.time = tip.time;
  status.now = now.wall;
  status.epoch = machine_.epoch();
  status.validators = static_cast<std::uint32_t>(set.size());
  status.validator = own_key_ && set.index_of(*own_key_).has_value();
  status.pending = mempool_.pooled() + mempool_.waiting() + admission_.intake();
  if (const auto state = ledger_.state_after(ledger_.tip_id())) {
    status.next_due = contracts_.processor.next_due(*state);
  }
  status.view = machine_.view();
  status.final_view = machine_.final_view();
  status.certificate_age_ms = now.steady_ms - std::min(now.steady_ms, view_since_ms_);
  status.peers_connected = peers_.all().size();
  status.peers_known = peers_.nodes().size();
  if (sync_.is_active()) status.sync_target = sync_.target();
  if (fill_) status.snapshot = fill_->progress();
  // Who hears of nobody cannot know what it missed.
  const bool is_unheard = set.size() > 1 && !board_.has_heard_anybody();
  const bool is_syncing = fill_ || search_.is_active() || sync_.is_behind() || is_unheard;
  status.readiness = stopping_ || is_over_ ? api::Readiness::stopping
                     : !started_           ? api::Readiness::starting
                     : is_syncing          ? api::Readiness::syncing
                                           : api::Readiness::ready;
  status.development = settings_.development;
  status.version = settings_.version;
  return status;
}

Metrics Engine::metrics(const Now& now) const {
  auto metrics = metrics_;
  metrics.height = ledger_.tip().height.value;
  metrics.block_time_ms = ledger_.tip().time.value;
  metrics.pooled = mempool_.pooled();
  metrics.waiting = mempool_.waiting();
  metrics.intake = admission_.intake();
  metrics.pool_bytes = mempool_.bytes();
  if (const auto since_ms = mempool_.oldest_ms()) metrics.oldest_pooled_ms = now.steady_ms - *since_ms;
  metrics.peers = peers_.all().size();
  metrics.epoch = machine_.epoch().value;
  metrics.view = machine_.view().value;
  metrics.final_view = machine_.final_view().value;
  metrics.sync_height = sync_.target().value;
  if (const auto newest = snapshots_.newest()) metrics.snapshot_height = newest->manifest.header.height.value;
  if (const auto* meter = thread_cpu_meter) {
    metrics.cpu_network_us = meter->spent_us(CpuPart::network);
    metrics.cpu_engine_us = meter->spent_us(CpuPart::engine);
    metrics.cpu_execute_us = meter->spent_us(CpuPart::execute);
    metrics.cpu_tree_us = meter->spent_us(CpuPart::tree);
    metrics.cpu_commit_us = meter->spent_us(CpuPart::commit);
  }
  return metrics;
}

}  // namespace kula::engine
