// Many runs by chance, in several processes side by side: a run is one thread's, and one that aborts takes
// only its own process with it.
#pragma once

#include <functional>

#include "tests/sim/random_run.h"

namespace kula::sim {

struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 100;
  std::uint64_t jobs = 1;  // processes
  bool verbose = false;
  std::function<RunReport(std::uint64_t seed, bool verbose)> run = random_run;
};

// What is told of a run that ended.
struct SeedResult {
  std::uint64_t seed = 0;
  std::uint64_t events = 0;
  std::uint64_t blocks = 0;
  std::uint64_t nullified = 0;
  Micros settled = 0;
  bool is_faulty = false;
};

// Runs them all; `ended` is called in this process for each, in the order in which they end, `found` (in the
// process of the run) with what is wrong with one, `died` with a seed that took its process with it. With one
// job all is done in this process, which such a seed ends.
void run_seeds(const Seeds& seeds, const std::function<void(const SeedResult&)>& ended,
               const std::function<void(const RunReport&)>& found,
               const std::function<void(std::uint64_t seed)>& died);

}  // namespace kula::sim
