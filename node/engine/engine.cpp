// Requests and events of the engine; engine_*.cpp have the rest by subject.
#include "node/engine/engine.h"

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

void Engine::end_turn() {
  if (is_over_ || !started_) return;
  if (!stopping_) work_between_nodes();
  if (is_over_) return;
  tell_work();
  if (machine_.view() != std::exchange(seen_view_, machine_.view())) view_since_ms_ = now_.steady_ms;
  set_alarm();
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
