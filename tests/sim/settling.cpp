#include "tests/sim/settling.h"

#include "ledger/chain_start.h"
#include "ledger/replay.h"

namespace kula::sim {

Micros settle(Simulation& simulation) {
  if (!simulation.is_sound()) return 0;
  NetworkParameters calm;
  calm.max_delay = simulation.options().network.max_delay;
  simulation.network().heal();
  simulation.network().set_parameters(calm);
  for (std::size_t i = 0; i < simulation.size(); ++i) simulation.node(i).cancel_fault();
  simulation.restart_all();
  simulation.stop_clients();
  const auto healed = simulation.scheduler().now();
  const auto bound = settle_bound(simulation.max_faulty());
  const auto is_done = [&] { return simulation.clients_are_idle() && simulation.is_level(); };
  if (!simulation.run_until(is_done, bound)) {
    simulation.oracle().fault("no progress after healing");
    return bound;
  }
  const auto took = simulation.scheduler().now() - healed;
  std::size_t number = 0;
  for (auto* node : simulation.honest()) {
    if (!node->is_running()) continue;
    auto& client = simulation.client(number++ % simulation.options().clients);
    if (!simulation.run_until([&] { return client.is_idle(); }, bound)) break;
    client.send_to(*node);
  }
  if (!simulation.run_until(is_done, bound))
    simulation.oracle().fault("a transaction after healing does not become final");
  return took;
}

namespace {

using Memory = std::map<Node*, std::uint64_t>;

Memory memory_of_all(Simulation& simulation) {
  Memory memory;
  for (auto* node : simulation.running_honest()) memory[node] = node->memory();
  return memory;
}

// Blocks stay in reach of the ledger, transactions in caches; nothing else of a run stays.
void judge_memory(Simulation& simulation, const Memory& before) {
  constexpr std::uint64_t kOfAnIdleMinute = 64 * 1024;
  constexpr std::uint64_t kOfAView = 16 * 1024;  // that is not final: everybody's votes and certificates
  constexpr std::uint64_t kOfARun = 1024 * 1024;
  constexpr std::uint64_t kOfATransaction = 8 * 1024;  // and of its block
  // One may be in the making just then: its buffer of rows, which take twice their bytes.
  const auto& snapshots = simulation.options().settings.snapshots;
  const auto of_snapshot = snapshots.interval_blocks > 0 ? 2 * snapshots.sizes.buffer_bytes : 0;
  const auto& oracle = simulation.oracle();
  const auto of_run = kOfARun + kOfATransaction * (oracle.height().value + oracle.acknowledged().size());
  for (auto* node : simulation.running_honest()) {
    const auto now = node->memory();
    const auto metrics = node->engine().metrics(node->now());
    const auto of_minute = kOfAnIdleMinute + of_snapshot + kOfAView * (metrics.view - metrics.final_view);
    const auto then = before.find(node);
    if (then != before.end() && now > then->second + of_minute)
      simulation.oracle().fault(node->member().name + " grew by " + std::to_string(now - then->second) +
                                " bytes in an idle minute");
    if (now > node->memory_at_start() + of_run)
      simulation.oracle().fault(node->member().name + " keeps " +
                                std::to_string(now - node->memory_at_start()) + " bytes of a short run");
  }
}

}  // namespace

void judge_idle(Simulation& simulation) {
  if (!simulation.is_sound()) return;
  simulation.run_for(5 * kSecond);  // last retries
  for (auto* node : simulation.running_honest()) {
    const auto metrics = node->engine().metrics(node->now());
    if (metrics.pooled + metrics.waiting + metrics.intake + metrics.pool_bytes != 0)
      simulation.oracle().fault(node->member().name + " keeps transactions in an idle network");
  }
  const auto sent = simulation.network().sent();
  const auto nullified = simulation.oracle().nullified_views();
  const auto memory = memory_of_all(simulation);
  constexpr DurationMs kIdleMs = kMinuteMs;
  simulation.run_for(kIdleMs * kMs);
  judge_memory(simulation, memory);
  // A heartbeat is a block, of which faulty leaders may cost a view each. A leader whose clock is ahead
  // proposes it too early for the others (R13), again and again under R11's back-off, until their clocks get
  // there.
  constexpr std::uint64_t kViewsOfSkew = 12;
  const auto views =
      (kIdleMs / simulation.options().settings.heartbeat_ms + 1) *
      (simulation.max_faulty() + 1 + (simulation.options().skews_ms.empty() ? 0 : kViewsOfSkew));
  if (simulation.oracle().nullified_views() - nullified > views)
    simulation.oracle().fault("an idle network spins through views");
  // From each to each: a view's votes, certificates and retries, and slow statuses.
  const auto bound = simulation.size() * simulation.size() * (views * 20 + 10);
  if (simulation.network().sent() - sent > bound)
    simulation.oracle().fault("an idle network sends " + std::to_string(simulation.network().sent() - sent) +
                              " messages a minute");
}

namespace {

// What the chain left in a store. Certificates may differ, as any quorum will do.
Hash digest_of(const storage::MemoryStore& store) {
  using storage::Column;
  Hash digest{};
  for (const auto column : {Column::blocks, Column::receipts, Column::block_ids, Column::transactions,
                            Column::state, Column::tree, Column::history, Column::index}) {
    store.scan(column, {}, {}, [&](ByteView key, ByteView value) {
      digest = crypto::sha256({digest.view(), key, value});
      return true;
    });
  }
  return digest;
}

void judge_replay(Simulation& simulation, const storage::MemoryStore& store) {
  const auto& chain = simulation.chain();
  const auto is_signed = [](const types::Transaction& transaction, const types::Auth& auth) {
    return types::signed_by(auth, transaction.id(), transaction.signatures());
  };
  const auto replayed =
      ledger::replay(store, chain.contracts(), chain.genesis(), is_signed, [](Height, Height) {});
  if (replayed) return;
  const auto& difference = replayed.error();
  simulation.oracle().fault("replay differs at height " + difference.height.text() + ": " +
                            std::string(to_string(difference.part)) + " " + difference.detail);
}

}  // namespace

void judge_end(Simulation& simulation) {
  if (!simulation.is_sound()) return;
  // A heartbeat's block may be under way.
  if (!simulation.run_until([&] { return simulation.is_level(); }, settle_bound(simulation.max_faulty())))
    return simulation.oracle().fault("the last block does not reach everybody");
  for (std::size_t i = 0; i < simulation.size(); ++i) {
    auto& node = simulation.node(i);
    if (node.is_running()) simulation.oracle().holds(i, node.engine().evidence());
  }
  std::optional<Hash> digest;
  for (auto* node : simulation.honest()) {
    const auto& store = node->disk().store();
    const auto first = ledger::read_start_height(store).value_or(Height{});
    for (const auto& [id, height] : simulation.oracle().acknowledged()) {
      if (height > first && !store.get(storage::Column::transactions, id.view()))
        simulation.oracle().fault(node->member().name + " lacks an acknowledged transaction: " + id.text());
    }
    // Begun with a snapshot it lacks what came before: its rows are judged by their roots.
    if (first.value > 0) {
      judge_replay(simulation, store);
      continue;
    }
    const auto own = digest_of(store);
    if (!digest) judge_replay(simulation, store);
    if (digest && own != *digest)
      simulation.oracle().fault(node->member().name + " holds another store than the others");
    digest = own;
  }
}

}  // namespace kula::sim
