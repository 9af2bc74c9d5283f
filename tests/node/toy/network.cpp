#include "tests/node/toy/network.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"
#include "tests/consensus/committee.h"
#include "tests/node/toy/world.h"
#include "tests/support/forwarding_store.h"

namespace kula::tests {

namespace {

constexpr std::size_t kPeople = 8;
constexpr DurationMs kWireMs = 5;
constexpr DurationMs kDiskMs = 2;  // to write a block
constexpr DurationMs kHeartbeatMs = 600'000;

crypto::SecretKey key_of(char kind, std::size_t number) {
  const auto secret = crypto::sha256(
      Bytes{'n', 'e', 't', static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(number)});
  return *crypto::SecretKey::from_bytes(secret.view());
}

std::pair<std::size_t, std::size_t> pair_of(std::size_t a, std::size_t b) {
  return {std::min(a, b), std::max(a, b)};
}

}  // namespace

class Network::Store final : public ForwardingStore {
 public:
  Store(Network& network, std::size_t number) : network_(network), number_(number) {}
  Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override {
    const auto disturbance = network_.on_store_write ? network_.on_store_write(number_) : std::nullopt;
    if (!disturbance || *disturbance == Disturbance::unheard) {
      if (auto written = memory->write(batch); !written) return written;
    }
    if (disturbance) return fail(storage::StoreError{"disturbed"});
    return {};
  }
  std::unique_ptr<storage::MemoryStore> memory = std::make_unique<storage::MemoryStore>();

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return *memory; }
  Network& network_;
  std::size_t number_;
};

struct Network::Node {
  Node(Network& network, std::size_t number, crypto::SecretKey a_key)
      : key(std::move(a_key)), store(network, number), random(number) {}
  crypto::SecretKey key;
  types::NodeEntry entry;
  bool has_record = false;
  Store store;
  storage::MemoryStore genesis_store;  // while the other one is being filled
  Bytes record;
  consensus::testing::SeededRandom random;
  std::unique_ptr<Ports> ports;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<engine::Engine> engine;
  std::uint64_t life = 0;  // what was set in an earlier life is not told any more
};

struct Network::Ports final : engine::Transport,
                              engine::Timers,
                              engine::SignatureVerifier,
                              engine::BlockWriter,
                              engine::Log,
                              engine::Supervisor,
                              consensus::SigningRecordStore {
  Ports(Network& a_network, std::size_t a_number) : network(a_network), number(a_number) {}

  // To the engine of this life, at a time.
  void later(DurationMs delay_ms, std::function<void(engine::Engine&)> action) {
    // This may be gone by then.
    network.at(network.now_ms_ + delay_ms, [&network = network, number = number,
                                            life = network.nodes_[number]->life, action = std::move(action)] {
      auto& node = *network.nodes_[number];
      if (node.engine != nullptr && node.life == life) action(*node.engine);
    });
  }

  void send(const engine::PeerId& to, engine::Lane, std::shared_ptr<const Bytes> message) override {
    for (std::size_t other = 0; other < network.size(); ++other) {
      if (network.id(other) == to && network.is_connected(number, other))
        network.send(number, other, *message);
    }
  }
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const engine::PeerId& peer, std::string_view reason) override {
    for (std::size_t other = 0; other < network.size(); ++other) {
      if (network.id(other) != peer) continue;
      network.punished.push_back({number, other, std::string(reason)});
      network.cut(number, other);
    }
  }
  void set(const consensus::Timer& timer, DurationMs delay_ms) override {
    const auto turn = ++timers[timer.kind];
    later(delay_ms, [this, timer, turn](engine::Engine& engine) {
      if (timers[timer.kind] == turn) engine.timer_fired(timer, network.now(number));
    });
  }
  void cancel(consensus::TimerKind kind) override { ++timers[kind]; }
  void wake_in(DurationMs delay_ms) override {
    const auto turn = ++wakes;
    later(delay_ms, [this, turn](engine::Engine& engine) {
      if (wakes == turn) engine.wake(network.now(number));
    });
  }
  void verify(std::vector<engine::VerifyJob> jobs) override {
    const auto slow = network.verify_ms.find(number);
    const auto takes_ms = slow == network.verify_ms.end() ? 0 : slow->second;
    later(takes_ms, [this, jobs = std::move(jobs)](engine::Engine& engine) {
      std::vector<engine::Verdict> verdicts;
      for (const auto& job : jobs) {
        ++network.verified[number][job.transaction->id()];
        verdicts.push_back(
            {job.token, types::signed_by(job.auth, job.transaction->id(), job.transaction->signatures())});
      }
      engine.signatures_verified(verdicts, network.now(number));
    });
  }
  void write(ledger::BlockWrite a_block) override {
    block = std::move(a_block);
    if (++writes % 2 == 0) written = block->write();  // every other one is there before the engine is told
    later(kDiskMs, [this, turn = writes](engine::Engine& engine) {
      if (block && writes == turn) engine.block_written(finish(), network.now(number));
    });
  }
  Written finish() override {
    const auto own = std::exchange(block, std::nullopt);
    return written ? *std::exchange(written, std::nullopt) : own->write();
  }
  void write(engine::LogLevel level, std::string_view text) override {
    if (level >= engine::LogLevel::warning) network.warnings.emplace_back(text);
  }
  void failed(const std::string& message) override {
    network.warnings.push_back("node " + std::to_string(number) + " failed: " + message);
    network.failed.push_back(number);
  }
  void restart(std::optional<engine::FoundSnapshot> snapshot) override {
    network.at(network.now_ms_, [&network = network, number = number, life = network.nodes_[number]->life,
                                 snapshot = std::move(snapshot)] {
      if (!network.is_running(number) || network.nodes_[number]->life != life) return;
      network.kill(number);
      ++network.restarts[number];
      if (snapshot) network.begun_[number].push_back(types::id_of(snapshot->manifest.header));
      network.start(number, snapshot);
    });
  }
  bool append(ByteView batch) override {
    kula::append(network.nodes_[number]->record, batch);
    return true;
  }
  bool replace(ByteView file) override {
    network.nodes_[number]->record = to_bytes(file);
    return true;
  }

  Network& network;
  std::size_t number;
  std::map<consensus::TimerKind, std::uint64_t> timers;
  std::uint64_t wakes = 0;
  std::optional<ledger::BlockWrite> block;
  std::optional<Written> written;
  std::uint64_t writes = 0;
  engine::DirectVerifier messages;
};

Network::Network(Size size) {
  std::vector<crypto::SecretKey> keys;
  for (std::size_t i = 0; i < size.validators; ++i) keys.push_back(key_of('v', i));
  std::sort(keys.begin(), keys.end(),
            [](const auto& a, const auto& b) { return a.public_key() < b.public_key(); });
  for (std::size_t i = 0; i < size.observers + size.strangers; ++i) keys.push_back(key_of('o', i));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto node = std::make_unique<Node>(*this, i, std::move(keys[i]));
    const bool is_observer = i >= size.validators && i < size.validators + size.observers;
    node->has_record = !is_observer;
    node->entry = {"node-" + std::to_string(i),
                   crypto::sha256(Bytes{'t', 'l', 's', static_cast<std::uint8_t>(i)}),
                   is_observer ? std::nullopt : std::optional(node->key.public_key()),
                   "127.0.0.1:" + std::to_string(9000 + i)};
    nodes_.push_back(std::move(node));
  }
  std::vector<types::Auth> auths;
  for (std::size_t i = 0; i < kPeople; ++i) {
    people_.push_back(key_of('p', i));
    auths.push_back(types::Auth::single(people_.back().public_key()));
  }
  const auto first = rules(size.validators);
  contracts_ = std::make_unique<ToyContracts>(first.set, first.nodes);
  const Bytes document{'n', 'e', 't'};
  genesis_ = {*types::ChainId::from_view(crypto::sha256(document).view()), document, kGenesisTime,
              toy_state(auths)};
  for (auto& node : nodes_) {
    if (!node->has_record) continue;
    const auto salt = *consensus::RecordSalt::from_view(node->entry.tls_key.view().first(16));
    node->record = consensus::RecordFormat(salt, 1).whole_file(
        {consensus::Opened{genesis_.chain_id, node->key.public_key(), types::Epoch{0}, types::View{0}}});
  }
}

Network::~Network() = default;

ToyRules Network::rules(std::size_t validators) const {
  ToyRules rules;
  for (const auto& node : nodes_) {
    rules.nodes.push_back(node->entry);
    if (node->has_record && rules.set.size() < validators)
      rules.set.validators.push_back({node->key.public_key()});
  }
  std::sort(rules.set.validators.begin(), rules.set.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  return rules;
}

void Network::start(std::size_t number) {
  begun_.erase(number);
  start(number, std::nullopt);
}

void Network::start(std::size_t number, std::optional<engine::FoundSnapshot> snapshot) {
  auto& node = *nodes_.at(number);
  KULA_CHECK(node.engine == nullptr, "the toy node runs already");
  storage::KeyValueStore& store = node.store;
  auto ledger = ledger::Ledger::open(snapshot ? node.genesis_store : store, *contracts_, genesis_);
  KULA_CHECK(ledger.has_value(), "the toy ledger does not open");
  node.ledger = std::move(*ledger);
  node.ports = std::make_unique<Ports>(*this, number);
  std::optional<engine::Validator> validator;
  if (node.has_record && !snapshot) {
    auto contents = consensus::read_record(node.record);
    KULA_CHECK(contents.has_value(), "the toy record is damaged");
    node.record.resize(contents->good_bytes);
    auto signer = consensus::Signer::restore(*crypto::SecretKey::from_bytes(node.key.reveal()), node.random,
                                             genesis_.chain_id, contents->entries);
    KULA_CHECK(signer.has_value(), "the toy record contradicts itself");
    validator.emplace(engine::Validator{std::move(*signer), contents->format});
  }
  std::optional<engine::Filling> filling;
  if (snapshot) filling.emplace(engine::Filling{store, genesis_, std::move(*snapshot)});
  auto& ports = *node.ports;
  auto of_snapshots = snapshots ? snapshots(number) : engine::SnapshotSettings{};
  of_snapshots.begun = begun_[number];
  node.engine = std::make_unique<engine::Engine>(
      *node.ledger, engine::Contracts{*contracts_, *contracts_},
      engine::Ports{ports, ports, ports, ports.messages, node.random, ports, ports, ports, ports},
      engine::Settings{{100, 2}, kHeartbeatMs, true, "test", std::move(of_snapshots)}, std::move(validator),
      std::move(filling));
  node.engine->start(now(number));
  for (std::size_t other = 0; other < size(); ++other) {
    if (other != number) connect(number, other);
  }
}

void Network::kill(std::size_t number) {
  for (std::size_t other = 0; other < size(); ++other) {
    if (other != number) disconnect(number, other);
  }
  auto& node = *nodes_.at(number);
  node.engine.reset();
  node.ledger.reset();
  node.ports.reset();
  ++node.life;
}

void Network::wipe(std::size_t node) {
  KULA_CHECK(!is_running(node), "a running toy node was wiped");
  nodes_.at(node)->store.memory = std::make_unique<storage::MemoryStore>();
}

void Network::start_all() {
  for (std::size_t node = 0; node < size(); ++node) {
    if (!is_running(node)) start(node);
  }
}

types::SignedRecovery Network::recovery(std::size_t at, const std::vector<std::size_t>& validators,
                                        std::size_t signers) const {
  const auto& ledger = chain(at);
  types::SignedRecovery recovery;
  auto& manifest = recovery.manifest;
  manifest = {1, ledger.chain_id(), ledger.tip().height, ledger.tip_id(), ledger.epoch(), {}};
  for (const auto node : validators) manifest.next.validators.push_back({consensus_key(node).public_key()});
  std::sort(manifest.next.validators.begin(), manifest.next.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  for (std::size_t person = 0; person < signers; ++person) {
    const auto& key = people_.at(person);
    recovery.signatures.push_back({types::Address::of(types::Auth::single(key.public_key())),
                                   {{0, key.sign(types::hash_of(manifest), Hash{})}}});
  }
  std::sort(recovery.signatures.begin(), recovery.signatures.end(),
            [](const auto& a, const auto& b) { return a.member < b.member; });
  return recovery;
}

void Network::recover(std::size_t number, const types::SignedRecovery& recovery) {
  auto& node = *nodes_.at(number);
  KULA_CHECK(node.engine == nullptr, "a toy node is recovered while it runs");
  auto contents = consensus::read_record(node.record);
  KULA_CHECK(contents.has_value(), "the toy record is damaged");
  append(node.record, contents->format.batch({consensus::Opened{
                          genesis_.chain_id, node.key.public_key(),
                          types::Epoch{recovery.manifest.epoch.value + 1}, types::View{0}}}));
  auto ledger = ledger::Ledger::open(node.store, *contracts_, genesis_);
  KULA_CHECK(ledger.has_value() && (*ledger)->adopt(recovery).has_value(), "the toy recovery is refused");
}

bool Network::is_running(std::size_t node) const { return nodes_.at(node)->engine != nullptr; }
engine::Engine& Network::engine(std::size_t node) { return *nodes_.at(node)->engine; }
const ledger::Ledger& Network::chain(std::size_t node) const { return *nodes_.at(node)->ledger; }
engine::PeerId Network::id(std::size_t node) const { return nodes_.at(node)->entry.tls_key; }
const crypto::SecretKey& Network::consensus_key(std::size_t node) const { return nodes_.at(node)->key; }

engine::Now Network::now(std::size_t node) const {
  const auto skew = clock_skew_ms.find(node);
  const auto wall = static_cast<std::int64_t>(kGenesisTime.value + 1'000 + now_ms_) +
                    (skew == clock_skew_ms.end() ? 0 : skew->second);
  return {TimeMs{static_cast<std::uint64_t>(wall)}, now_ms_};
}

void Network::at(std::uint64_t ms, std::function<void()> action) {
  events_.emplace(std::pair(ms, event_count_++), std::move(action));
}

void Network::run_for(DurationMs ms) {
  static_cast<void>(run_until([] { return false; }, ms));
}

bool Network::run_until(const std::function<bool()>& holds, DurationMs limit_ms) {
  const auto end = now_ms_ + limit_ms;
  while (!holds()) {
    if (events_.empty() || events_.begin()->first.first > end) {
      now_ms_ = end;
      return holds();
    }
    now_ms_ = events_.begin()->first.first;
    const auto action = std::move(events_.begin()->second);
    events_.erase(events_.begin());
    action();
  }
  return true;
}

bool Network::run_to_height(std::uint64_t height, DurationMs limit_ms) {
  return run_until(
      [&] {
        for (std::size_t node = 0; node < size(); ++node) {
          if (is_running(node) && this->height(node).value < height) return false;
        }
        return true;
      },
      limit_ms);
}

types::TransactionPointer Network::make(std::size_t person, std::uint64_t nonce,
                                        const types::Action& action) const {
  types::SignedTransaction value;
  const auto address = types::Address::of(types::Auth::single(people_.at(person).public_key()));
  value.payload = {1,       genesis_.chain_id, address, nonce, TimeMs{kGenesisTime.value + now_ms_ + kHourMs},
                   {action}};
  const auto message = types::signing_message(types::id_of(value.payload));
  value.signatures = {{0, people_.at(person).sign(message, Hash{})}};
  return std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
}

types::TransactionPointer Network::make_badly_signed(std::size_t person, std::uint64_t nonce) const {
  auto value = make(person, nonce, add(1'000'000))->value();
  value.signatures[0].signature.bytes[40] ^= 1;
  return std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
}

void Network::submit(std::size_t node, const types::TransactionPointer& transaction) {
  engine(node).submit(
      transaction, api::Wait::none, 10'000, [](const auto&) {}, now(node));
}

void Network::grow(std::size_t node, std::uint64_t blocks) {
  for (const auto goal = height(node).value + blocks; height(node).value < goal;) {
    const auto before = height(node);
    submit(node, make(kPeople - 1, grown_++, add(1)));
    KULA_CHECK(run_until([&] { return height(node) > before; }, 20'000), "the toy chain does not grow");
  }
}

std::uint64_t Network::counter(std::size_t node, std::size_t person) const {
  codec::JsonValue parameters;
  const auto address = types::Address::of(types::Auth::single(people_.at(person).public_key()));
  parameters.set("account", codec::JsonValue(address.text()));
  const auto answer = nodes_.at(node)->engine->answers().query("account.show", parameters, std::nullopt);
  KULA_CHECK(answer.has_value(), "the toy account is missing");
  return *parse_u64(answer->answer.find("counter")->as_number()->text);
}

void Network::cut(std::size_t a, std::size_t b) {
  cut_.insert(pair_of(a, b));
  disconnect(a, b);
}

void Network::heal(std::size_t a, std::size_t b) {
  cut_.erase(pair_of(a, b));
  connect(a, b);
}

bool Network::is_connected(std::size_t a, std::size_t b) const { return connected_.contains(pair_of(a, b)); }

// Both ends are told by events of their own.
void Network::connect(std::size_t a, std::size_t b) {
  if (!is_running(a) || !is_running(b) || cut_.contains(pair_of(a, b))) return;
  if (!connected_.insert(pair_of(a, b)).second) return;
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    nodes_[one]->ports->later(0, [this, one = one, other = other](engine::Engine& engine) {
      if (is_connected(one, other)) engine.peer_connected(id(other), now(one));
    });
  }
}

void Network::disconnect(std::size_t a, std::size_t b) {
  if (connected_.erase(pair_of(a, b)) == 0) return;
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    nodes_[one]->ports->later(0, [this, one = one, other = other](engine::Engine& engine) {
      if (!is_connected(one, other)) engine.peer_disconnected(id(other), now(one));
    });
  }
}

void Network::send(std::size_t from, std::size_t to, const Bytes& bytes) {
  if (!on_wire) return say(from, to, bytes);
  auto message = engine::decode_peer_message(bytes);
  KULA_CHECK(message.has_value(), "a toy node sends a message that is none");
  if (on_wire(from, to, *message)) say(from, to, *message);
}

void Network::say(std::size_t from, std::size_t to, Bytes bytes) {
  if (!is_running(to)) return;
  nodes_[to]->ports->later(kWireMs, [this, from, to, bytes = std::move(bytes)](engine::Engine& engine) {
    if (!is_connected(from, to)) return;
    if (!bytes.empty()) ++said[bytes.front()];
    engine.peer_message(id(from), bytes, now(to));
  });
}

std::string warnings(const Network& network) {
  std::string text;
  for (const auto& one : network.warnings) text += one + "\n";
  return text;
}

bool is_same_chain(const Network& network, std::size_t a, std::size_t b) {
  return network.chain(a).tip_id() == network.chain(b).tip_id() &&
         network.chain(a).tip().state_root == network.chain(b).tip().state_root;
}

}  // namespace kula::tests
