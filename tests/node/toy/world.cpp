#include "tests/node/toy/world.h"

#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"
#include "tests/consensus/committee.h"
#include "tests/support/forwarding_store.h"

namespace kula::tests {

namespace {

crypto::SecretKey key_number(std::uint8_t number) {
  const auto secret = crypto::sha256(Bytes{'t', 'o', 'y', number});
  return *crypto::SecretKey::from_bytes(secret.view());
}

constexpr std::uint8_t kValidatorKey = 255;
constexpr engine::PeerId kListener{{7}};  // an observer that hears what the node says

}  // namespace

// The world's memory store, with disturbances.
class World::Store final : public ForwardingStore {
 public:
  explicit Store(World& world) : world_(world) {}
  Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override {
    const auto how = world_.count_write();
    if (!how || *how == Disturbance::unheard) {
      const auto written = world_.memory_.write(batch);
      KULA_CHECK(written.has_value(), "the memory store failed");
    }
    if (how) return fail(storage::StoreError{"disturbed"});
    return {};
  }

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return world_.memory_; }
  World& world_;
};

struct World::Ports final : engine::Transport,
                            engine::Timers,
                            engine::SignatureVerifier,
                            engine::BlockWriter,
                            engine::Log,
                            engine::Supervisor,
                            consensus::SigningRecordStore {
  explicit Ports(World& a_world) : world(a_world) {}

  void send(const engine::PeerId&, engine::Lane, std::shared_ptr<const Bytes> bytes) override {
    const auto message = engine::decode_peer_message(*bytes);
    KULA_CHECK(message.has_value(), "the toy node sends a message that is none");
    const auto* said = std::get_if<engine::ConsensusMessage>(&*message);
    if (said == nullptr) return;
    if (const auto* vote = std::get_if<consensus::VoteMessage>(&said->message))
      world.votes_.push_back(vote->vote);
    if (const auto* proposal = std::get_if<consensus::Proposal>(&said->message))
      world.votes_.push_back(proposal->vote);
  }
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const engine::PeerId&, std::string_view) override {}
  void set(const consensus::Timer& timer, DurationMs delay_ms) override {
    ++world.timers_set_;
    timers[timer.kind] = {world.steady_ms_ + delay_ms, timer};
  }
  void cancel(consensus::TimerKind kind) override { timers.erase(kind); }
  void wake_in(DurationMs delay_ms) override {
    ++world.timers_set_;
    wake_at_ms = world.steady_ms_ + delay_ms;
  }
  void verify(std::vector<engine::VerifyJob> more) override {
    for (auto& job : more) jobs.push_back(std::move(job));
  }
  void write(ledger::BlockWrite a_block) override { block = std::move(a_block); }
  Written finish() override { return std::exchange(block, std::nullopt)->write(); }
  void write(engine::LogLevel, std::string_view) override {}
  void failed(const std::string& message) override { world.failure_ = message; }
  void restart(std::optional<engine::FoundSnapshot>) override { world.failure_ = "it has no peers"; }

  bool append(ByteView batch) override {
    const auto how = world.count_write();
    if (!how || *how == Disturbance::unheard) kula::append(world.record_, batch);
    if (how == Disturbance::torn) kula::append(world.record_, batch.first(batch.size() / 2));
    return !how;
  }
  bool replace(ByteView file) override {
    const auto how = world.count_write();
    if (!how || *how == Disturbance::unheard) world.record_ = to_bytes(file);
    return !how;
  }

  World& world;
  std::map<consensus::TimerKind, std::pair<std::uint64_t, consensus::Timer>> timers;
  std::optional<std::uint64_t> wake_at_ms;
  std::deque<engine::VerifyJob> jobs;
  std::optional<ledger::BlockWrite> block;
  consensus::testing::SeededRandom random{0};
  engine::DirectVerifier messages;
};

World::World(std::size_t people, DurationMs heartbeat_ms, TimeMs genesis_time)
    : heartbeat_ms_(heartbeat_ms), wall_ms_(genesis_time.value + 1'000) {
  for (std::size_t i = 0; i < people; ++i) {
    keys_.push_back(key_number(static_cast<std::uint8_t>(i)));
    auths_.push_back(types::Auth::single(keys_.back().public_key()));
  }
  const auto validator = key_number(kValidatorKey);
  set_ = {{{validator.public_key()}}};
  contracts_ = std::make_unique<ToyContracts>(set_);
  const Bytes document{'t', 'o', 'y'};
  genesis_ = {*types::ChainId::from_view(crypto::sha256(document).view()), document, genesis_time,
              toy_state(auths_)};
  const auto salt = *consensus::RecordSalt::from_view(crypto::sha256(document).view().first(16));
  record_ = consensus::RecordFormat(salt, 1).whole_file(
      {consensus::Opened{genesis_.chain_id, validator.public_key(), types::Epoch{0}, types::View{0}}});
  store_ = std::make_unique<Store>(*this);
}

World::~World() = default;

void World::start() {
  KULA_CHECK(engine_ == nullptr, "the toy node runs already");
  failure_.clear();
  auto ledger = ledger::Ledger::open(*store_, *contracts_, genesis_);
  KULA_CHECK(ledger.has_value(), "the toy ledger does not open");
  ledger_ = std::move(*ledger);
  ports_ = std::make_unique<Ports>(*this);
  auto contents = consensus::read_record(record_);
  KULA_CHECK(contents.has_value(), "the toy record is damaged");
  record_.resize(contents->good_bytes);
  for (const auto& entry : contents->entries) {
    if (const auto* voted = std::get_if<consensus::Voted>(&entry)) votes_.push_back(voted->vote);
  }
  auto signer = consensus::Signer::restore(key_number(kValidatorKey), ports_->random, genesis_.chain_id,
                                           contents->entries);
  KULA_CHECK(signer.has_value(), "the toy record contradicts itself");
  const engine::Ports ports{*ports_, *ports_, *ports_, ports_->messages, ports_->random,
                            *ports_, *ports_, *ports_, *ports_};
  engine_ = std::make_unique<engine::Engine>(
      *ledger_, engine::Contracts{*contracts_, *contracts_}, ports,
      engine::Settings{kWorldTiming, heartbeat_ms_, true, "test", {}, record_rewrite_bytes},
      engine::Validator{std::move(*signer), contents->format});
  engine_->start(now());
  engine_->peer_connected(kListener, now());
}

void World::kill() {
  engine_.reset();
  ledger_.reset();
  ports_.reset();
}

// What other threads would do.
void World::work_beside() {
  while (failure_.empty()) {
    if (ports_->block && !holds_disk_) {
      engine_->block_written(ports_->finish(), now());
    } else if (!ports_->jobs.empty() && may_verify_ != 0u) {
      if (may_verify_) --*may_verify_;
      const auto job = std::move(ports_->jobs.front());
      ports_->jobs.pop_front();
      ++verified_;
      engine_->signatures_verified(
          {{job.token, types::signed_by(job.auth, job.transaction->id(), job.transaction->signatures())}},
          now());
    } else {
      return;
    }
  }
}

void World::run_for(DurationMs ms) {
  const auto end = steady_ms_ + ms;
  while (true) {
    work_beside();
    if (!failure_.empty()) return;
    // The earliest of the timers, the engine's own alarm last.
    std::uint64_t at = end + 1;
    std::optional<consensus::Timer> timer;
    for (const auto& [kind, set] : ports_->timers) {
      if (set.first < at) {
        at = set.first;
        timer = set.second;
      }
    }
    const bool is_wake = ports_->wake_at_ms && *ports_->wake_at_ms < at;
    if (is_wake) at = *ports_->wake_at_ms;
    if (at > end) break;
    const auto passed = at > steady_ms_ ? at - steady_ms_ : 0;
    steady_ms_ += passed;
    wall_ms_ += passed;
    if (is_wake) {
      ports_->wake_at_ms.reset();
      engine_->wake(now());
    } else {
      ports_->timers.erase(timer->kind);
      engine_->timer_fired(*timer, now());
    }
  }
  wall_ms_ += end - steady_ms_;
  steady_ms_ = end;
}

void World::jump_wall(DurationMs ms) {
  wall_ms_ += ms;
  engine_->clock_moved(now());
}

types::TransactionPointer World::make(std::size_t person, std::uint64_t nonce, const types::Action& action,
                                      DurationMs lives_ms) const {
  types::SignedTransaction value;
  value.payload = {1, genesis_.chain_id, address(person), nonce, TimeMs{wall_ms_ + lives_ms}, {action}};
  const auto message = types::signing_message(types::id_of(value.payload));
  value.signatures = {{0, keys_.at(person).sign(message, Hash{})}};
  return std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
}

types::TransactionPointer World::make_badly_signed(std::size_t person, std::uint64_t nonce) const {
  auto value = make(person, nonce, add(1'000'000))->value();
  value.signatures[0].signature.bytes[40] ^= 1;
  return std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
}

std::shared_ptr<World::Submitted> World::submit(const types::TransactionPointer& transaction, api::Wait wait,
                                                std::uint64_t timeout_ms) {
  auto submitted = std::make_shared<Submitted>();
  engine_->submit(
      transaction, wait, timeout_ms,
      [submitted](Expected<api::SubmitResult, api::Problem> result) {
        KULA_CHECK(!submitted->result, "a submission was answered twice");
        submitted->result = std::move(result);
      },
      now());
  return submitted;
}

std::shared_ptr<World::Batched> World::submit_batch(const types::TransactionList& transactions,
                                                    api::Wait wait, std::uint64_t timeout_ms) {
  auto batched = std::make_shared<Batched>();
  std::vector<ByteView> items;
  for (const auto& transaction : transactions) items.push_back(transaction->bytes());
  engine_->submit_batch(
      api::encode_batch(items), wait, timeout_ms,
      [batched](Expected<api::BatchResult, api::Problem> result) {
        KULA_CHECK(!batched->result, "a batch was answered twice");
        batched->result = std::move(result);
      },
      now());
  return batched;
}

std::uint64_t World::counter(std::size_t person) const {
  codec::JsonValue parameters;
  parameters.set("account", codec::JsonValue(address(person).text()));
  const auto answer = engine_->answers().query("account.show", parameters, std::nullopt);
  KULA_CHECK(answer.has_value(), "the toy account is missing");
  return *parse_u64(answer->answer.find("counter")->as_number()->text);
}

std::vector<types::TransactionId> World::order() const {
  std::vector<types::TransactionId> ids;
  for (Height height{0}; height <= ledger_->tip().height; height = next(height)) {
    const auto block = ledger_->block(height);
    for (const auto& transaction : block->transactions) ids.push_back(transaction->id());
  }
  return ids;
}

void World::disturb_write(std::size_t number, Disturbance how) { disturbance_ = {writes_ + number, how}; }

std::optional<Disturbance> World::count_write() {
  const auto number = writes_++;
  if (!disturbance_ || disturbance_->first != number) return std::nullopt;
  return std::exchange(disturbance_, std::nullopt)->second;
}

}  // namespace kula::tests
