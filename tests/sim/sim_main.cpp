// ./dev sim: many seeds, with progress; a fault prints its seed and how to see it again.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "ledger/base/number.h"
#include "tests/sim/random_run.h"

namespace {

using namespace kula;

constexpr const char* kUsage =
    "usage: sim [--seeds N] [--seed FIRST] [--verbose]\n"
    "Runs N (default 100) simulated networks from seed FIRST (default 1) on; --verbose prints what nodes "
    "log.\n";

void print_fault(const sim::RunReport& report) {
  std::cout << "\nseed " << report.seed << " (" << report.what << "), transcript " << report.transcript.text()
            << ":\n";
  for (const auto& fault : report.faults) std::cout << "  " << fault << "\n";
  std::cout << "  again: ./dev sim --seeds 1 --seed " << report.seed << " --verbose\n" << std::flush;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seeds = 100;
  std::uint64_t first = 1;
  bool verbose = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    const auto value = i + 1 < argc ? parse_u64(argv[i + 1]) : std::nullopt;
    if (option == "--verbose") {
      verbose = true;
    } else if ((option == "--seeds" || option == "--seed") && value) {
      (option == "--seeds" ? seeds : first) = *value;
      ++i;
    } else {
      std::cerr << kUsage;
      return 2;
    }
  }
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t faults = 0;
  std::uint64_t events = 0;
  std::uint64_t blocks = 0;
  std::uint64_t nullified = 0;
  sim::Micros slowest = 0;
  for (std::uint64_t i = 0; i < seeds; ++i) {
    const auto report = sim::random_run(first + i, verbose);
    events += report.events;
    blocks += report.height.value;
    nullified += report.nullified;
    slowest = std::max(slowest, report.settled);
    if (!report.faults.empty()) {
      ++faults;
      print_fault(report);
    }
    if (seeds == 1)
      std::cout << "seed " << report.seed << " (" << report.what << "): transcript "
                << report.transcript.text() << "\n";
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if ((i + 1) % 50 == 0 || i + 1 == seeds)
      std::printf(
          "%llu seeds, %.1f a second, %llu faulty, %llu blocks, %llu views nullified, slowest to settle %.1f "
          "s\n",
          static_cast<unsigned long long>(i + 1), static_cast<double>(i + 1) / seconds,
          static_cast<unsigned long long>(faults), static_cast<unsigned long long>(blocks),
          static_cast<unsigned long long>(nullified), static_cast<double>(slowest) / 1e6);
    std::fflush(stdout);
  }
  return faults == 0 ? 0 : 1;
}
