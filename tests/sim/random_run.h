// One run by chance: a network, faults and clients that follow from a seed; chaos; healing; and what must
// hold then. README.md states the bounds.
#pragma once

#include "tests/sim/simulation.h"

namespace kula::sim {

struct RunReport {
  std::uint64_t seed = 0;
  std::string what;                 // the run in a line: size, faults, behaviours
  std::vector<std::string> faults;  // empty: nothing was found
  Hash transcript;
  std::uint64_t events = 0;
  Height height;
  std::uint64_t nullified = 0;
  std::size_t acknowledged = 0;
  Micros settled = 0;  // virtual time from healing to a level network
};

[[nodiscard]] RunReport random_run(std::uint64_t seed, bool verbose = false);

}  // namespace kula::sim
