#include "node/node.h"

#include <filesystem>
#include <thread>

#include "contracts/processor.h"
#include "genesis/genesis_document.h"
#include "genesis/initial_state.h"
#include "ledger/storage/memory_store.h"
#include "ledger/storage/rocks/rocks_store.h"
#include "node/io/clock.h"
#include "node/io/files.h"
#include "node/io/os_random.h"
#include "node/io/router.h"
#include "node/io/runtime.h"
#include "node/keys.h"
#include "node/peers.h"
#include "node/record.h"
#include "node/spd_log.h"

namespace kula::node {

namespace {

Expected<Bytes, std::string> read_genesis(const std::string& data_dir) {
  auto text = io::read_file(data_dir + "/genesis.json", genesis::kMaxGenesisBytes);
  if (text) return std::move(*text);
  return fail(
      "genesis.json in " + data_dir + " " + std::string(to_string(text.error())) +
      (text.error() == io::FileError::missing ? ": `kula localnet up` or `kula node join` makes one" : ""));
}

// A follower signs nothing: nothing may ask to record it.
class NoRecord final : public consensus::SigningRecordStore {
 public:
  [[nodiscard]] bool append(ByteView) override { return false; }
  [[nodiscard]] bool replace(ByteView) override { return false; }
};

}  // namespace

Expected<Chain, std::string> open_chain(const std::string& data_dir, bool with_store) {
  const auto text = read_genesis(data_dir);
  if (!text) return fail(text.error());
  const auto document = genesis::parse_genesis(as_text(*text));
  if (!document) return fail("genesis.json: " + document.error());
  Chain chain;
  const auto contracts = std::make_shared<contracts::ContractProcessor>();
  chain.processor = contracts.get();
  chain.queries = contracts.get();
  chain.broken_invariants = [contracts](const state::StateView& state) {
    return contracts->broken_invariants(state);
  };
  chain.contracts = contracts;
  chain.network = document->network;
  chain.development = document->development;
  auto initial = genesis::initial_state(*document);
  chain.genesis = {genesis::chain_id(*document), genesis::canonical_bytes(*document), document->time,
                   std::move(initial.writes), std::move(initial.events)};
  chain.first_set = {document->validators};
  if (!with_store) return chain;
  auto store = storage::RocksStore::open(data_dir);
  if (!store) return fail(store.error().message);
  chain.store = std::move(*store);
  return chain;
}

Expected<std::unique_ptr<ledger::Ledger>, std::string> open_ledger(Chain& chain) {
  auto ledger = ledger::Ledger::open(*chain.store, *chain.processor, chain.genesis);
  if (!ledger) return fail(ledger.error().message);
  return std::move(*ledger);
}

Expected<void, std::string> repair_store(const std::string& data_dir) {
  if (const auto repaired = storage::RocksStore::repair(data_dir); !repaired)
    return fail(repaired.error().message);
  return {};
}

namespace {

// The life of one engine. Nothing is kept from one to the next, as after a crash, but which snapshots were
// begun.
struct LifeEnd {
  bool is_restart = false;
  std::optional<engine::FoundSnapshot> snapshot;  // that the next life fills the store from (R19)
};

engine::Settings settings_of(const Config& config, bool is_development, const std::string& version,
                             const std::vector<types::BlockId>& begun) {
  return {{config.consensus.base_delta_ms, config.consensus.batch_wait_ms},
          config.consensus.heartbeat_ms,
          is_development,
          version,
          {config.sync == Sync::snapshot, config.snapshot.interval_blocks, {}, begun}};
}

// `config` learns which ports were taken, so that the next life listens on the same. `begun`: the blocks
// whose snapshots the lives before were filled from.
Expected<LifeEnd, std::string> live(Config& config, const std::string& version, engine::Log& log,
                                    std::optional<engine::FoundSnapshot> snapshot,
                                    const std::vector<types::BlockId>& begun) {
  auto key = read_consensus_key(config.data_dir);
  if (!key) return fail(key.error());

  // The record is locked before the store is opened: one process, one directory (T9).
  io::OsRandom random;
  NoRecord no_record;
  std::unique_ptr<io::RecordFile> record;
  std::optional<engine::Validator> validator;
  auto chain = open_chain(config.data_dir, false);
  if (!chain) return fail(chain.error());
  if (*key) {
    auto opened = open_record(config.data_dir, chain->genesis.chain_id, std::move(**key), random);
    if (!opened) return fail(opened.error());
    record = std::move(opened->file);
    if (!snapshot) validator.emplace(std::move(opened->validator));
  }
  auto store = storage::RocksStore::open(config.data_dir);
  if (!store) return fail(store.error().message);
  chain->store = std::move(*store);
  // A store that is being filled is nobody's ledger yet: the genesis block stands in memory meanwhile.
  storage::MemoryStore genesis_store;
  storage::KeyValueStore& ledger_store = snapshot ? genesis_store : *chain->store;
  auto ledger = ledger::Ledger::open(ledger_store, *chain->processor, chain->genesis);
  if (!ledger) return fail(ledger.error().message);
  std::optional<engine::Filling> filling;
  if (snapshot) filling.emplace(engine::Filling{*chain->store, chain->genesis, std::move(*snapshot)});

  auto clock = io::Clock::open(chain->development ? config.data_dir + "/clock-offset" : "");
  if (!clock) return fail(clock.error());
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  io::Runtime runtime(*clock, log, config.verifier_threads == 0 ? cores : config.verifier_threads);
  auto peers = Peers::open(runtime.context(), log, config, chain->genesis.chain_id);
  if (!peers) return fail(peers.error());
  config.peers.port = (*peers)->port().value_or(config.peers.port);
  engine::DirectVerifier messages;
  const engine::Ports ports{(*peers)->transport(),
                            runtime.timers(),
                            runtime.verifier(),
                            messages,
                            random,
                            record ? static_cast<consensus::SigningRecordStore&>(*record) : no_record,
                            runtime.blocks(),
                            log,
                            runtime};
  engine::Engine engine(**ledger, {*chain->processor, *chain->queries}, ports,
                        settings_of(config, chain->development, version, begun), std::move(validator),
                        std::move(filling));
  (*peers)->start(engine, *clock);
  io::Router router(engine, *clock, {config.http.hosts, config.http.origins, (*peers)->network()});
  auto server =
      io::HttpServer::listen(runtime.context(), config.http.host, config.http.port, io::default_timeouts(),
                             {[&router](io::HttpRequest request, const io::HttpServer::Respond& respond) {
                                router.handle(std::move(request), respond);
                              },
                              [&router](std::string_view method, std::string_view target) {
                                return router.body_limit(method, target);
                              },
                              [&router](unsigned status) { return router.refuse(status); }});
  if (!server) return fail(server.error());
  config.http.port = (*server)->port();
  log.write(engine::LogLevel::info, "kulad " + version + ", network " + chain->network + ", chain " +
                                        chain->genesis.chain_id.text() + ", height " +
                                        (*ledger)->tip().height.text());
  log.write(engine::LogLevel::info,
            "the API is at http://" + config.http.host + ":" + std::to_string((*server)->port()));
  const auto ended = runtime.run(engine, [&] {
    (*server)->stop();
    (*peers)->stop();
  });
  (*server)->stop();
  (*peers)->stop();
  if (ended == io::RunEnd::failed) {
    // A store that could not be written is left as it is: RocksDB may abort when it closes one, and the
    // reason would not be told. The next start reads what is durable.
    static_cast<void>(chain->store.release());
    return fail(runtime.failure());
  }
  if (ended == io::RunEnd::restart) return LifeEnd{true, runtime.found_snapshot()};
  log.write(engine::LogLevel::info, "stopped at height " + (*ledger)->tip().height.text());
  return LifeEnd{};
}

}  // namespace

Expected<void, std::string> run(const Config& config, const std::string& version) {
  const auto log = make_log(config.log);
  if (log == nullptr) return fail("the log " + config.log.file + " cannot be written");
  Config own = config;
  LifeEnd last{true, {}};
  std::vector<types::BlockId> begun;
  while (last.is_restart) {
    if (last.snapshot) begun.push_back(types::id_of(last.snapshot->manifest.header));
    auto ended = live(own, version, *log, std::move(last.snapshot), begun);
    if (!ended) return fail(ended.error());
    last = std::move(*ended);
  }
  return {};
}

}  // namespace kula::node
