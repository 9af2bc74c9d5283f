#include "tests/sim/node.h"

#include <iostream>

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "tests/sim/byzantine/behaviour.h"

namespace kula::sim {

namespace {

constexpr Micros kMaxBlockWrite = 30 * kMs;  // a disk that is busy with other things

Bytes timer_bytes(const consensus::Timer& timer) {
  codec::Writer out;
  out.integer(static_cast<std::uint8_t>(timer.kind));
  out.integer(timer.epoch.value);
  out.integer(timer.view.value);
  return out.take();
}

}  // namespace

Node::Node(Surroundings& surroundings, HostNumber number, const Member& member, Clock clock, Random random)
    : surroundings_(surroundings),
      number_(number),
      member_(member),
      clock_(clock),
      random_(random),
      disk_(surroundings.chain.new_store(), new_record(surroundings.chain, member, false, random_),
            random_.fork()),
      processor_(&surroundings.chain.contracts()) {
  Disk::Hooks hooks;
  hooks.fault_of_write = [this](ByteView batch) -> std::optional<WriteFault> {
    if (surroundings_.append_fault && !batch.empty()) {
      if (const auto fault = surroundings_.append_fault(*this, read_batch(batch))) return fault;
    }
    if (!planned_ || planned_->first >= disk_.writes()) return std::nullopt;
    return std::exchange(planned_, std::nullopt)->second;
  };
  hooks.goes_down = [this] { is_going_down_ = true; };
  hooks.refused = [this] {
    was_refused_ = true;
    surroundings_.oracle.refused_write(number_);
  };
  hooks.appended = [this](ByteView batch) {
    surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::appended, batch);
    surroundings_.oracle.appended(number_, batch);
  };
  hooks.replaced = [this](ByteView file) {
    surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::appended, file);
    surroundings_.oracle.replaced(number_, file);
  };
  hooks.stored = [this](const storage::WriteBatch& batch) {
    surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::stored, {});
    surroundings_.oracle.stored(number_, batch);
  };
  disk_.set_hooks(std::move(hooks));
}

Node::~Node() = default;

engine::Now Node::now() const {
  const auto ms = surroundings_.scheduler.now() / kMs;
  const auto start = static_cast<std::int64_t>(kGenesisTime.value + kSecondMs + ms);
  return {TimeMs{static_cast<std::uint64_t>(start + clock_.skew_ms)}, clock_.steady_origin + ms};
}

std::optional<engine::Validator> Node::open_record() {
  if (!member_.key_holder) return std::nullopt;
  auto contents = consensus::read_record(disk_.record());
  if (!contents) {  // crashes and failed writes never make a record unreadable
    surroundings_.oracle.fault(member_.name +
                               " cannot read its record: " + std::string(to_string(contents.error())));
    return std::nullopt;
  }
  disk_.cut_record(contents->good_bytes);
  auto signer = consensus::Signer::restore(Chain::secret_key(*member_.key_holder), *this,
                                           surroundings_.chain.id(), contents->entries);
  if (!signer) {
    surroundings_.oracle.fault(member_.name + ": " + std::string(to_string(signer.error())));
    return std::nullopt;
  }
  return engine::Validator{std::move(*signer), contents->format};
}

void Node::start() { begin(std::nullopt); }

void Node::begin(std::optional<engine::FoundSnapshot> snapshot) {
  KULA_CHECK(engine_ == nullptr, "a simulated node was started twice");
  failure_.clear();
  is_going_down_ = is_restart_ = false;
  disk_.power_on();
  surroundings_.oracle.started(number_);
  const MemoryScope own(memory_owner());
  const auto& genesis = surroundings_.chain.genesis();
  storage::KeyValueStore& store = disk_;
  auto ledger = ledger::Ledger::open(snapshot ? genesis_store_ : store, *processor_, genesis);
  if (!ledger)
    return surroundings_.oracle.fault(member_.name + " cannot open its ledger: " + ledger.error().message);
  ledger_ = std::move(*ledger);
  auto validator = snapshot ? std::nullopt : open_record();
  std::optional<engine::Filling> filling;
  if (snapshot) filling.emplace(engine::Filling{disk_, genesis, std::move(*snapshot)});
  const engine::Ports ports{*this, *this, *this, messages_, *this, disk_, *this, *this, *this};
  engine_ = std::make_unique<engine::Engine>(
      *ledger_, engine::Contracts{*processor_, surroundings_.chain.contracts()}, ports,
      surroundings_.settings, std::move(validator), std::move(filling));
  {
    const MemoryScope world(kNobody);
    surroundings_.network.host_up(number_);
  }
  memory_at_start_ = memory();
  enter(Happened::started, {}, [](engine::Engine& engine, const engine::Now& now) { engine.start(now); });
}

void Node::begin_again() {
  surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::stopped, {});
  end_engine();
  surroundings_.network.host_down(number_);
  begin(std::exchange(found_, std::nullopt));
}

void Node::end_engine() {
  surroundings_.oracle.ended(number_, engine_->evidence());
  engine_.reset();
  ledger_.reset();
  peers_.clear();
  timers_.clear();
  block_.reset();
  written_.reset();
  ++life_;
}

void Node::crash() {
  if (engine_ == nullptr) return;
  surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::crashed, {});
  leave({});
}

void Node::leave(const std::string& why) {
  const MemoryScope world(kNobody);
  if (surroundings_.verbose)
    std::cout << surroundings_.scheduler.now() / kMs << " ms " << member_.name << " ends "
              << (why.empty() ? "in a crash" : why) << "\n";
  failure_ = why;
  disk_.power_off();
  end_engine();
  surroundings_.network.host_down(number_);
  if (surroundings_.ended) surroundings_.ended(*this);
}

void Node::plan_fault(std::uint64_t writes_from_now, WriteFault fault) {
  planned_ = {disk_.writes() + writes_from_now, fault};
}

template <class Action>
void Node::enter(Happened what, ByteView bytes, const Action& action) {
  if (engine_ == nullptr) return;
  surroundings_.transcript.add(surroundings_.scheduler.now(), number_, what, bytes);
  was_refused_ = false;
  {
    const MemoryScope own(memory_owner());
    action(*engine_, now());
  }
  if (is_going_down_) return crash();
  if (was_refused_ && failure_.empty())
    surroundings_.oracle.fault(member_.name + " went on after a failed write (R8)");
  if (!failure_.empty()) {
    surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::stopped,
                                 as_bytes(failure_));
    leave(std::string(failure_));
  } else if (is_restart_) {
    begin_again();
  }
}

void Node::peer_connected(const engine::PeerId& peer) {
  if (engine_ == nullptr) return;
  peers_.insert(peer);
  enter(Happened::connected, peer.view(),
        [&](engine::Engine& engine, const engine::Now& now) { engine.peer_connected(peer, now); });
}

void Node::peer_disconnected(const engine::PeerId& peer) {
  if (engine_ == nullptr || peers_.erase(peer) == 0) return;
  enter(Happened::disconnected, peer.view(),
        [&](engine::Engine& engine, const engine::Now& now) { engine.peer_disconnected(peer, now); });
}

void Node::peer_message(const engine::PeerId& peer, const std::shared_ptr<const Bytes>& bytes) {
  if (engine_ == nullptr || (behaviour_ && !behaviour_->on_receive(peer, *bytes))) return;
  const auto life = life_;
  const bool owes_evidence = surroundings_.oracle.received(number_, *bytes);
  enter(Happened::received, *bytes,
        [&](engine::Engine& engine, const engine::Now& now) { engine.peer_message(peer, *bytes, now); });
  if (owes_evidence && life == life_) surroundings_.oracle.holds(number_, engine_->evidence());
}

void Node::submit(const types::TransactionPointer& transaction, DurationMs timeout_ms,
                  const Answered& answered) {
  enter(Happened::submitted, transaction->id().view(), [&](engine::Engine& engine, const engine::Now& now) {
    const auto told = [answered](const Expected<api::SubmitResult, api::Problem>& result) {
      const MemoryScope world(kNobody);
      answered(result);
    };
    engine.submit(transaction, api::Wait::final, timeout_ms, told, now);
  });
}

void Node::set_behaviour(std::unique_ptr<byzantine::Behaviour> behaviour) {
  behaviour_ = std::move(behaviour);
  const auto tick = [this](const auto& again) -> void {
    surroundings_.scheduler.in(random_.between(50, 250) * kMs, [this, again] {
      if (engine_ != nullptr) behaviour_->on_tick();
      again(again);
    });
  };
  tick(tick);
}

void Node::send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> message) {
  const MemoryScope world(kNobody);
  if (is_going_down_) return;
  if (behaviour_) return behaviour_->on_send(to, lane, message);
  surroundings_.oracle.sent(number_, message);
  really_send(to, lane, std::move(message));
}

void Node::really_send(const engine::PeerId& to, engine::Lane lane, std::shared_ptr<const Bytes> bytes) {
  surroundings_.transcript.add(surroundings_.scheduler.now(), number_, Happened::sent, *bytes);
  surroundings_.network.send(number_, to, lane, std::move(bytes));
}

void Node::set_registry(const std::vector<types::NodeEntry>& nodes) {
  const MemoryScope world(kNobody);
  if (!is_going_down_) surroundings_.network.set_registry(number_, nodes);
}

void Node::punish(const engine::PeerId& peer, std::string_view reason) {
  const MemoryScope world(kNobody);
  if (is_going_down_) return;
  write(engine::LogLevel::warning, "punishes " + peer.text().substr(0, 8) + ": " + std::string(reason));
  surroundings_.oracle.punished(number_, peer, reason);
  surroundings_.network.punish(number_, peer);
}

void Node::set(const consensus::Timer& timer, DurationMs delay_ms) {
  const MemoryScope world(kNobody);
  const auto ticket = timers_[timer.kind] = ++tickets_;
  surroundings_.scheduler.in(delay_ms * kMs, [this, timer, ticket, life = life_] {
    const auto found = timers_.find(timer.kind);
    if (life != life_ || found == timers_.end() || found->second != ticket) return;
    timers_.erase(found);
    enter(Happened::timer, timer_bytes(timer),
          [&](engine::Engine& engine, const engine::Now& now) { engine.timer_fired(timer, now); });
  });
}

void Node::cancel(consensus::TimerKind kind) { timers_.erase(kind); }

void Node::wake_in(DurationMs delay_ms) {
  const MemoryScope world(kNobody);
  const auto ticket = wake_ticket_ = ++tickets_;
  surroundings_.scheduler.in(delay_ms * kMs, [this, ticket, life = life_] {
    if (life != life_ || ticket != wake_ticket_) return;
    enter(Happened::woken, {}, [](engine::Engine& engine, const engine::Now& now) { engine.wake(now); });
  });
}

void Node::verify(std::vector<engine::VerifyJob> jobs) {
  const MemoryScope world(kNobody);
  for (auto& job : jobs) {
    surroundings_.scheduler.in(random_.between(100, 3000), [this, job = std::move(job), life = life_] {
      if (life != life_) return;
      const bool is_signed = types::signed_by(job.auth, job.transaction->id(), job.transaction->signatures());
      enter(Happened::answered, job.transaction->id().view(),
            [&](engine::Engine& engine, const engine::Now& now) {
              engine.signatures_verified({{job.token, is_signed}}, now);
            });
    });
  }
}

// It is on the disk at the beginning or at the end of the time that it takes, which is over when the engine
// waits for it.
void Node::write(ledger::BlockWrite block) {
  const MemoryScope world(kNobody);
  block_ = std::move(block);
  // A write that fails is told in the turn in which it happens.
  const bool may_fail = planned_ && planned_->first <= disk_.writes();
  if (!may_fail && random_.chance(500)) written_ = block_->write();
  surroundings_.scheduler.in(
      random_.between(100, kMaxBlockWrite), [this, life = life_, turn = ++block_writes_] {
        if (life != life_ || turn != block_writes_ || !block_) return;
        enter(Happened::written, {}, [this](engine::Engine& engine, const engine::Now& now) {
          engine.block_written(finish(), now);
        });
      });
}

engine::BlockWriter::Written Node::finish() {
  const MemoryScope world(kNobody);
  const auto block = std::exchange(block_, std::nullopt);
  return written_ ? *std::exchange(written_, std::nullopt) : block->write();
}

void Node::write(engine::LogLevel level, std::string_view message) {
  if (!surroundings_.verbose) return;
  std::cout << surroundings_.scheduler.now() / kMs << " ms " << member_.name << " ["
            << static_cast<int>(level) << "] " << message << "\n";
}

void Node::failed(const std::string& message) { failure_ = message; }

void Node::restart(std::optional<engine::FoundSnapshot> snapshot) {
  is_restart_ = true;
  found_ = std::move(snapshot);
}

Hash Node::next() {
  codec::Writer out;
  out.integer(random_.number());
  return crypto::sha256(out.take());
}

}  // namespace kula::sim
