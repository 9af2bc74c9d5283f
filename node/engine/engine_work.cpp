// What there is to do on top of a block (R12), and when to look again.
#include "node/engine/engine.h"

namespace kula::engine {

std::vector<ledger::ExecutedBlockPointer> Engine::above_tip(types::BlockId on) const {
  std::vector<ledger::ExecutedBlockPointer> blocks;
  for (auto at = on; at != ledger_.tip_id(); at = blocks.back()->block.header.parent) {
    auto executed = ledger_.executed(at);
    if (executed == nullptr) break;
    blocks.push_back(std::move(executed));
  }
  return blocks;
}

Mempool::Taken Engine::taken_up_to(const types::BlockId& on) const {
  Mempool::Taken taken;
  if (mempool_.pooled() == 0) return taken;
  for (const auto& block : above_tip(on)) {
    for (const auto& transaction : block->block.transactions) {
      if (mempool_.contains(transaction->id())) taken[transaction->id()] = true;
    }
  }
  return taken;
}

// What stands in executed blocks stays pooled until they are the tip; what of another leader's was never
// pooled here is counted as well, which lets a leader wait a little (R3) where it need not.
Engine::Ahead& Engine::ahead(const types::BlockId& on) const {
  if (!ahead_ || ahead_->on != on || ahead_->tip != ledger_.tip_id()) {
    ahead_ = Ahead{on, ledger_.tip_id(), 0, 0, std::nullopt};
    for (const auto& executed : above_tip(on)) {
      const auto& transactions = executed->block.transactions;
      ahead_->transactions += transactions.size();
      for (const auto& transaction : transactions) ahead_->bytes += transaction->bytes().size();
    }
  }
  return *ahead_;
}

// Whether a pooled transaction stands in none of the executed blocks up to `on`. Asked at every turn, so the
// long way is gone only when the pool or the blocks are others.
bool Engine::is_more_pooled_than_in(const types::BlockId& on) const {
  auto& blocks = ahead(on);
  if (mempool_.pooled() > blocks.transactions) return true;
  if (mempool_.pooled() == 0) return false;
  if (blocks.pool_look && blocks.pool_look->changes == mempool_.changes()) return blocks.pool_look->is_more;
  std::size_t count = 0;
  for (const auto& executed : above_tip(on)) {
    for (const auto& transaction : executed->block.transactions)
      count += mempool_.contains(transaction->id()) ? 1 : 0;
  }
  blocks.pool_look = {mempool_.changes(), mempool_.pooled() > count};
  return blocks.pool_look->is_more;
}

std::optional<TimeMs> Engine::next_timed_work(const types::BlockId& on) const {
  const auto state = ledger_.state_after(on);
  if (state == nullptr) return std::nullopt;
  const auto executed = ledger_.executed(on);
  const auto& header = on == ledger_.tip_id() || executed == nullptr ? ledger_.tip() : executed->block.header;
  const auto heartbeat = after(header.time, settings_.heartbeat_ms);
  const auto due = contracts_.processor.next_due(*state);
  return due && *due < heartbeat ? *due : heartbeat;
}

consensus::Work Engine::work_on(const types::BlockId& block) const {
  // Whatever is pooled, it is not for blocks of the past.
  if (sync_.is_far_behind()) return consensus::Work::none;
  if (is_more_pooled_than_in(block)) {
    const auto& taken = ahead(block);
    const bool has_room = mempool_.pooled() < taken.transactions + types::kMaxTransactionsPerBlock &&
                          mempool_.bytes() < taken.bytes + types::kMaxBlockBytes;
    return has_room && admission_.intake() > 0 ? consensus::Work::growing : consensus::Work::ready;
  }
  const auto timed = next_timed_work(block);
  return timed && *timed <= now_.wall ? consensus::Work::ready : consensus::Work::none;
}

// R12: at once when a block is watched, and whenever the answer changes.
void Engine::tell_work() {
  if (!watched_ || stopping_) return;
  const auto work = work_on(*watched_);
  if (told_work_ == work) return;
  told_work_ = work;
  deliver(consensus::WorkChanged{*watched_, work});
}

// One alarm: for what waits, or for the next work that comes by itself.
void Engine::set_alarm() {
  std::optional<DurationMs> delay_ms;
  if (!outcomes_.empty() || !admission_.is_idle() || mempool_.pooled() + mempool_.waiting() > 0) {
    delay_ms = kSweepMs;
  }
  if (watched_ && told_work_ == consensus::Work::none) {
    if (const auto timed = next_timed_work(*watched_)) {
      const DurationMs wait_ms = timed->value > now_.wall.value ? timed->value - now_.wall.value : 1;
      delay_ms = std::min(delay_ms.value_or(wait_ms), wait_ms);
    }
  }
  if (const auto due_ms = next_due_ms()) {
    const DurationMs wait_ms = *due_ms > now_.steady_ms ? *due_ms - now_.steady_ms : 1;
    delay_ms = std::min(delay_ms.value_or(wait_ms), wait_ms);
  }
  if (!delay_ms) return;
  // An alarm that comes in time is left alone: on a busy node a new one every turn would never come.
  const auto at_ms = now_.steady_ms + *delay_ms;
  if (alarm_at_ms_ && *alarm_at_ms_ <= at_ms && *alarm_at_ms_ + kSweepMs > now_.steady_ms) return;
  alarm_at_ms_ = at_ms;
  ports_.timers.wake_in(*delay_ms);
}

}  // namespace kula::engine
