// ./dev sim: many seeds, with progress; a fault prints its seed and how to see it again.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <thread>

#include "ledger/base/number.h"
#include "tests/sim/many_seeds.h"

namespace {

using namespace kula;

constexpr const char* kUsage =
    "usage: sim [--seeds N] [--seed FIRST] [--jobs N] [--verbose]\n"
    "Runs N (default 100) simulated networks from seed FIRST (default 1) on, in as many processes as there "
    "are "
    "cores or --jobs says; --verbose prints what nodes log, in one process.\n";

// In one piece: others may print at the same time.
void print(const std::string& text) { std::cout << text << std::flush; }

void print_report(const sim::RunReport& report) {
  std::ostringstream text;
  text << "seed " << report.seed << " (" << report.what << "): transcript " << report.transcript.text()
       << "\n";
  for (const auto& fault : report.faults) text << "  " << fault << "\n";
  if (!report.faults.empty()) text << "  again: ./dev sim --seeds 1 --seed " << report.seed << " --verbose\n";
  print(text.str());
}

// What is told every now and then, of all runs that ended.
class Progress {
 public:
  explicit Progress(std::uint64_t seeds) : seeds_(seeds) {}
  void add(const sim::SeedResult& result) {
    faulty_ += result.is_faulty ? 1 : 0;
    blocks_ += result.blocks;
    nullified_ += result.nullified;
    slowest_ = std::max(slowest_, result.settled);
    if (++done_ % kToldEvery == 0 || done_ == seeds_) tell();
  }
  [[nodiscard]] std::uint64_t faulty() const { return faulty_; }

 private:
  static constexpr std::uint64_t kToldEvery = 50;

  void tell() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    std::ostringstream text;
    text.precision(1);
    text << std::fixed << done_ << " seeds, " << static_cast<double>(done_) / passed.count() << " a second, "
         << faulty_ << " faulty, " << blocks_ << " blocks, " << nullified_
         << " views nullified, slowest to settle " << static_cast<double>(slowest_) / 1e6 << " s\n";
    print(text.str());
  }

  const std::uint64_t seeds_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::uint64_t done_ = 0;
  std::uint64_t faulty_ = 0;
  std::uint64_t blocks_ = 0;
  std::uint64_t nullified_ = 0;
  sim::Micros slowest_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  sim::Seeds seeds;
  seeds.jobs = std::max(1u, std::thread::hardware_concurrency());
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    const auto value = i + 1 < argc ? parse_u64(argv[i + 1]) : std::nullopt;
    auto* const number = option == "--seeds"  ? &seeds.count
                         : option == "--seed" ? &seeds.first
                         : option == "--jobs" ? &seeds.jobs
                                              : nullptr;
    if (option == "--verbose") {
      seeds.verbose = true;
    } else if (number != nullptr && value) {
      *number = *value;
      ++i;
    } else {
      std::cerr << kUsage;
      return 2;
    }
  }
  if (seeds.verbose) seeds.jobs = 1;
  seeds.jobs = std::clamp<std::uint64_t>(seeds.jobs, 1, std::max<std::uint64_t>(seeds.count, 1));
  Progress progress(seeds.count);
  sim::run_seeds(
      seeds, [&](const auto& result) { progress.add(result); }, print_report,
      [&](std::uint64_t seed) {
        print("seed " + std::to_string(seed) + " ended its process\n  again: ./dev sim --seeds 1 --seed " +
              std::to_string(seed) + " --verbose\n");
        sim::SeedResult result;
        result.is_faulty = true;
        progress.add(result);
      });
  return progress.faulty() == 0 ? 0 : 1;
}
