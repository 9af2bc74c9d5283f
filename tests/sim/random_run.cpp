#include "tests/sim/random_run.h"

#include "tests/sim/set_change.h"
#include "tests/sim/settling.h"

namespace kula::sim {

namespace {

NetworkParameters random_network(Random& random) {
  NetworkParameters network;
  network.max_delay = random.between(2, 40) * kMs;
  switch (random.below(4)) {
    case 0:
      break;  // calm
    case 1:
      network.drop_permille = random.below(100);
      network.duplicate_permille = random.below(50);
      network.break_permille = random.below(3);
      break;
    case 2:
      network.drop_permille = random.below(500);
      network.slow_permille = random.below(200);
      network.max_slow = 2 * kSecond;
      break;
    default:
      network.slow_permille = random.below(500);
      network.max_slow = random.between(50, 1500) * kMs;
      network.break_permille = random.below(20);
      network.duplicate_permille = random.below(100);
  }
  return network;
}

SimulationOptions random_options(std::uint64_t seed, Random& random, std::string& what) {
  SimulationOptions options;
  options.seed = seed;
  constexpr std::array<std::size_t, 12> kSizes{1, 2, 3, 4, 4, 4, 4, 5, 6, 7, 7, 7};
  options.size.validators = kSizes[random.below(kSizes.size())];
  options.size.observers = random.chance(250) ? 1 : 0;
  options.size.candidates = random.chance(300) ? 1 : 0;
  options.network = random_network(random);
  auto& timing = options.settings.timing;
  timing.base_delta_ms = random.between(100, 300);
  // From none to as long as is allowed, without a draw.
  timing.batch_wait_ms = timing.base_delta_ms * (seed % 3) / 2;
  options.settings.heartbeat_ms = random.between(20, 60) * kSecondMs;
  if (random.chance(500)) options.settings.record_rewrite_bytes = random.between(1, 20'000);
  options.pace.max_think = random.between(200, 3000) * kMs;
  what = std::to_string(options.size.validators) + " validators";
  if (options.size.observers > 0) what += ", an observer";
  if (options.size.candidates > 0) what += ", a candidate";
  const auto faulty = random.below((options.size.validators - 1) / 3 + 1);
  while (options.byzantine.size() < faulty) {
    const auto kind = static_cast<byzantine::Kind>(random.below(byzantine::kKinds));
    if (options.byzantine.emplace(random.below(options.size.validators), kind).second)
      what += ", " + std::string(to_string(kind));
  }
  if (random.chance(300)) {
    what += ", skewed clocks";
    for (std::size_t i = 0; i < options.size.validators; ++i)
      options.skews_ms[i] = static_cast<std::int64_t>(random.below(20'001)) - 10'000;
  }
  return options;
}

// Faults at random times until `end`.
class Chaos {
 public:
  Chaos(Simulation& simulation, Random random, Micros end)
      : simulation_(simulation), random_(random), end_(end) {
    crashes_ = random_.chance(700);
    partitions_ = random_.chance(600);
    disk_faults_ = random_.chance(600);
    wipes_ = random_.chance(300);
  }
  void begin() { next(); }

 private:
  void next() {
    const auto delay = random_.between(100, 3000) * kMs;
    if (simulation_.scheduler().now() + delay >= end_) return;
    simulation_.scheduler().in(delay, [this] {
      strike();
      next();
    });
  }

  void strike() {
    auto& node = simulation_.node(random_.below(simulation_.size()));
    switch (random_.below(7)) {
      case 0:
        if (crashes_) node.crash();
        break;
      case 1:  // everybody at once, now and then
        if (!crashes_ || !random_.chance(200)) break;
        for (std::size_t i = 0; i < simulation_.size(); ++i) simulation_.node(i).crash();
        break;
      case 2:
        if (disk_faults_)
          node.plan_fault(random_.below(6), static_cast<WriteFault>(random_.below(kWriteFaults)));
        break;
      case 3:
        if (partitions_) split();
        break;
      case 4:
        simulation_.network().heal();
        break;
      case 5:
        if (wipes_) wipe(node);
        break;
      default:
        simulation_.network().break_connection(node.number(), (node.number() + 1) % simulation_.size());
    }
  }

  // R9: one that can come back, as 2f+1 others answer it, and that is one of the f while it is away: on top
  // of them the view in which it may not vote can stall for good. What it forgets is its record, its store or
  // both.
  void wipe(Node& node) {
    const auto& size = simulation_.options().size;
    const auto faulty = simulation_.options().byzantine.size();
    // With a candidate the set changes: it may have one less by then.
    const auto n = size.validators - (size.candidates > 0 ? 1 : 0);
    const bool can_return = n >= 4 && faulty < simulation_.max_faulty();
    if (!can_return || !node.is_honest() || !node.member().key_holder) return;
    wipes_ = false;
    node.crash();
    const auto parts = random_.below(3);
    node.wipe(parts != 0, parts != 1);
  }

  void split() {
    if (simulation_.size() < 2) return;
    std::vector<std::uint8_t> groups;
    for (std::size_t i = 0; i < simulation_.size(); ++i)
      groups.push_back(static_cast<std::uint8_t>(random_.below(random_.chance(800) ? 2 : 3)));
    simulation_.network().partition(std::move(groups));
  }

  Simulation& simulation_;
  Random random_;
  Micros end_;
  bool crashes_ = false;
  bool partitions_ = false;
  bool disk_faults_ = false;
  bool wipes_ = false;
};

// A proposal that adds the candidate or removes a validator, somewhere in the run.
void change_set(Simulation& simulation, Random random, Micros end) {
  simulation.scheduler().in(random.below(end / 2), [&simulation, random]() mutable {
    const auto& oracle = simulation.oracle();
    auto nodes = simulation.running_honest();
    if (nodes.empty() || oracle.height().value == 0) return;
    const auto& size = simulation.options().size;
    auto& node = *nodes[random.below(nodes.size())];
    const bool adds = size.candidates > 0 && random.chance(700);
    const auto& member = simulation.chain().members()[adds ? size.validators : random.below(size.validators)];
    simulation.steward().send_to(
        node, adds ? propose_to_add(simulation, member, 1) : propose_to_remove(simulation, member, 1));
  });
}

}  // namespace

RunReport random_run(std::uint64_t seed, bool verbose) {
  Random random(seed);
  RunReport report;
  report.seed = seed;
  auto options = random_options(seed, random, report.what);
  options.verbose = verbose;
  Simulation simulation(std::move(options));
  const auto end = random.between(5, 20) * kSecond;
  Chaos chaos(simulation, random.fork(), end);
  simulation.start_all();
  simulation.start_clients();
  chaos.begin();
  // A set that changes while at most f of the smaller one are faulty.
  const auto& after = simulation.options();
  const bool changes = after.size.candidates > 0 && after.byzantine.empty() && after.size.validators >= 4;
  if (changes) change_set(simulation, random.fork(), end);
  simulation.run_for(end);
  report.settled = settle(simulation);
  if (random.chance(300)) judge_idle(simulation);
  judge_end(simulation);
  report.faults = simulation.oracle().faults();
  report.transcript = simulation.transcript().hash();
  report.events = simulation.transcript().events();
  report.height = simulation.oracle().height();
  report.nullified = simulation.oracle().nullified_views();
  report.acknowledged = simulation.oracle().acknowledged().size();
  return report;
}

}  // namespace kula::sim
