// Requests and events of the engine; engine_consensus.cpp has what consensus asks for.
#include "node/engine/engine.h"

#include "ledger/base/check.h"

namespace kula::engine {

namespace {

std::optional<consensus::Signer> signer_of(std::optional<Validator>& validator) {
  if (!validator) return std::nullopt;
  return std::move(validator->signer);
}

}  // namespace

Engine::Engine(ledger::Ledger& ledger, const Contracts& contracts, const Ports& ports, Settings settings,
               std::optional<Validator> validator, std::optional<Filling> filling)
    : ledger_(ledger),
      contracts_(contracts),
      ports_(ports),
      settings_(std::move(settings)),
      format_(validator ? std::optional(validator->format) : std::nullopt),
      own_key_(validator ? std::optional(validator->signer.public_key()) : std::nullopt),
      machine_({ledger.chain_id(), settings_.timing, settings_.record_rewrite_bytes}, signer_of(validator)),
      desk_(ports.verifier),
      senders_(contracts.processor),
      statuses_(ledger, contracts, mempool_, outcomes_),
      admission_(
          {ledger, senders_, mempool_, signatures_, outcomes_, statuses_, desk_, metrics_, known_,
           [this](const types::TransactionPointer& transaction) { gossip_.admitted(transaction, now_); }}),
      answers_(ledger, contracts, mempool_, statuses_),
      peers_(ports.transport, ports.log, metrics_),
      block_signatures_(contracts.processor, signatures_, desk_),
      gossip_({admission_, mempool_, known_, peers_, ports.random, metrics_}),
      bodies_({ledger, known_, gossip_, block_signatures_, signatures_, holders_, peers_, ports.random,
               ports.log, metrics_,
               [this](consensus::BlockChecked checked) { deliver(std::move(checked)); }}),
      fetcher_({ledger, known_, holders_, peers_, ports.random, metrics_,
                [this](consensus::BlockFetched fetched) { deliver(std::move(fetched)); }}),
      snapshots_(ledger, ports.log, settings_.snapshots.interval_blocks, settings_.snapshots.sizes),
      serving_(ledger, machine_, peers_, snapshots_, metrics_),
      board_(ledger, machine_, peers_, ports.log),
      inbox_({machine_, ports.messages, holders_, board_, peers_, metrics_}),
      sync_({ledger, machine_, board_, peers_, ports.messages, known_, block_signatures_, ports.random,
             ports.log, metrics_, [this](decltype(consensus::Event::what) what) { deliver(std::move(what)); },
             [this](const types::SignedRecovery& recovery) { return adopt(recovery); }}),
      judge_(contracts.processor),
      search_({ledger, judge_, board_, peers_, ports.random, ports.log,
               [this](FoundSnapshot found) { restart(std::move(found)); }},
              settings_.snapshots.interval_blocks, settings_.snapshots.begun,
              settings_.snapshots.joins && !filling) {
  if (!filling) return;
  fill_.emplace(
      SnapshotFill::Rooms{peers_, ports.random, ports.log, metrics_, [this] { restart(std::nullopt); },
                          [this](const std::string& message) { give_up(message); }},
      std::move(*filling), ledger.tip_id());
}

void Engine::start(const Now& now) {
  const auto turn = begin_turn(now);
  started_ = true;
  if (const auto recovery = ledger_.adopted()) {
    ports_.log.write(LogLevel::warning, "the chain goes on by its members' recovery after height " +
                                            recovery->manifest.height.text() + ", manifest " +
                                            types::hash_of(recovery->manifest).text());
  }
  look_at_nodes();
  if (fill_) fill_->start(now);
  deliver(consensus::Started{ledger_.tip(), ledger_.finality(ledger_.tip().height), ledger_.validator_set(),
                             epoch_recovery()});
  end_turn();
}

void Engine::stop() { stopping_ = true; }

void Engine::timer_fired(const consensus::Timer& timer, const Now& now) {
  if (stopping_ || is_over_) return;
  const auto turn = begin_turn(now);
  deliver(consensus::TimerFired{timer});
  end_turn();
}

void Engine::wake(const Now& now) {
  if (stopping_ || is_over_) return;
  const auto turn = begin_turn(now);
  alarm_at_ms_.reset();
  const bool asks_blocks = watched_ && mempool_.may_have_expired(now.wall);
  const auto taken = asks_blocks ? taken_up_to(*watched_) : Mempool::Taken{};
  for (const auto& departed : mempool_.sweep(now.wall, now.steady_ms, taken))
    outcomes_.gone(departed.id, departed.reason);
  outcomes_.sweep(now.steady_ms);
  admission_.sweep(now);
  bodies_.tick(now);
  fetcher_.tick(now);
  board_.tick(now);
  end_turn();
}

void Engine::signatures_verified(const std::vector<Verdict>& verdicts, const Now& now) {
  if (is_over_) return;
  const auto turn = begin_turn(now);
  const auto resolved = desk_.resolve(verdicts);
  block_signatures_.verified(resolved.blocks);
  admission_.verified(resolved.admission, now);
  end_turn();
}

void Engine::block_written(const BlockWriter::Written& result, const Now& now) {
  if (is_over_) return;
  const auto turn = begin_turn(now);
  end_commit(result);
  end_turn();
}

void Engine::clock_moved(const Now& now) { wake(now); }

void Engine::submit(const types::TransactionPointer& transaction, api::Wait wait, std::uint64_t timeout_ms,
                    const Admission::SubmitDone& done, const Now& now) {
  if (auto refused = refusal()) return done(fail(std::move(*refused)));
  const auto turn = begin_turn(now);
  admission_.submit(transaction, wait, timeout_ms, done, now);
  end_turn();
}

void Engine::submit_batch(Bytes body, api::Wait wait, std::uint64_t timeout_ms, Admission::BatchDone done,
                          const Now& now) {
  if (auto refused = refusal()) return done(fail(std::move(*refused)));
  const auto turn = begin_turn(now);
  admission_.submit_batch(std::move(body), wait, timeout_ms, std::move(done), now);
  end_turn();
}

std::optional<api::Problem> Engine::refusal() const {
  if (stopping_ || is_over_) {
    return api::problem(api::ProblemCode::stopping, "The node is stopping: send it again when it is back.");
  }
  if (!fill_) return std::nullopt;
  return api::problem(
      api::ProblemCode::busy,
      "The node is being filled from a snapshot: send it again when it is ready, or to another.");
}

api::TransactionStatus Engine::transaction(const types::TransactionId& id) const {
  return statuses_.of(id, admission_.holds(id));
}

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

void Engine::end_turn() {
  if (is_over_ || !started_) return;
  if (!stopping_) work_between_nodes();
  if (is_over_) return;
  tell_work();
  if (machine_.view() != std::exchange(seen_view_, machine_.view())) view_since_ms_ = now_.steady_ms;
  set_alarm();
}

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

// Whether a pooled transaction stands in none of the executed blocks up to `on` that are not the tip yet.
// Asked at every turn, so the long way is gone only when the pool or the blocks are others.
bool Engine::is_more_pooled_than_in(types::BlockId on) const {
  const auto blocks = above_tip(on);
  std::size_t most = 0;
  for (const auto& executed : blocks) most += executed->block.transactions.size();
  if (mempool_.pooled() > most) return true;
  if (mempool_.pooled() == 0) return false;
  if (pool_look_ && pool_look_->on == on && pool_look_->tip == ledger_.tip_id() &&
      pool_look_->changes == mempool_.changes()) {
    return pool_look_->is_more;
  }
  std::size_t count = 0;
  for (const auto& executed : blocks) {
    for (const auto& transaction : executed->block.transactions)
      count += mempool_.contains(transaction->id()) ? 1 : 0;
  }
  pool_look_ = {on, ledger_.tip_id(), mempool_.changes(), mempool_.pooled() > count};
  return pool_look_->is_more;
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
    const bool has_room =
        mempool_.pooled() < types::kMaxTransactionsPerBlock && mempool_.bytes() < types::kMaxBlockBytes;
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

void Engine::drop(const types::TransactionId& id, Gone reason) {
  mempool_.remove(id, now_.steady_ms);
  outcomes_.gone(id, reason);
}

void Engine::give_up(const std::string& message) {
  if (is_over_) return;
  is_over_ = true;
  peers_.fall_silent();
  ports_.log.write(LogLevel::error, message);
  ports_.supervisor.failed(message);
}

void Engine::restart(std::optional<FoundSnapshot> snapshot) {
  if (is_over_) return;
  is_over_ = true;
  ports_.supervisor.restart(std::move(snapshot));
}

}  // namespace kula::engine
