// The simulator's only source of chance: a run is a function of its seed.
#pragma once

#include "ledger/crypto/sha256.h"

namespace kula::sim {

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 .. bound-1. REQUIRES bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return number() % bound; }
  // first .. last, both included.
  [[nodiscard]] std::uint64_t between(std::uint64_t first, std::uint64_t last) {
    return first + below(last - first + 1);
  }
  [[nodiscard]] bool chance(std::uint64_t permille) { return below(1000) < permille; }
  // A sequence of its own, so that more draws in one part do not shift those of another.
  [[nodiscard]] Random fork() { return Random(number()); }

 private:
  std::uint64_t state_;
};

}  // namespace kula::sim
