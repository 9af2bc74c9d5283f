// Random values for tests: the seed is printed, and KULA_TEST_SEED repeats a run.
#pragma once

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "ledger/base/bytes.h"

namespace kula::tests {

class SeededRandom {
 public:
  SeededRandom() : SeededRandom(choose_seed()) {}
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {
    std::cout << "seed: KULA_TEST_SEED=" << seed << "\n";
  }
  [[nodiscard]] std::uint64_t number() { return engine_(); }
  // 0 .. bound-1. REQUIRES bound > 0.
  [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  [[nodiscard]] std::uint8_t byte() { return static_cast<std::uint8_t>(engine_()); }
  [[nodiscard]] bool coin() { return (engine_() & 1) != 0; }
  [[nodiscard]] Bytes bytes(std::size_t size) {
    Bytes result(size);
    for (auto& each : result) each = byte();
    return result;
  }
  template <class Fixed>
  [[nodiscard]] Fixed fixed() {
    return *Fixed::from_view(bytes(Fixed::kSize));
  }

 private:
  static std::uint64_t choose_seed() {
    const char* given = std::getenv("KULA_TEST_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  }
  std::mt19937_64 engine_;
};

}  // namespace kula::tests
