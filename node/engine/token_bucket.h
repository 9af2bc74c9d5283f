// How much somebody may ask for: fills with time up to a burst, and is emptied by what is done (T2).
#pragma once

#include <algorithm>
#include <cstdint>

namespace kula::engine {

class TokenBucket {
 public:
  // Begins full. REQUIRES per_second > 0.
  TokenBucket(std::uint64_t burst, std::uint64_t per_second)
      : burst_milli_(burst * 1000), per_second_(per_second), milli_(burst * 1000) {}

  // False, and nothing taken, when there is not enough. `steady_ms` never goes back.
  [[nodiscard]] bool take(std::uint64_t amount, std::uint64_t steady_ms) {
    fill(steady_ms);
    if (amount * 1000 > milli_) return false;
    milli_ -= amount * 1000;
    return true;
  }
  // Takes what has been used already, down to nothing.
  void spend(std::uint64_t amount, std::uint64_t steady_ms) {
    fill(steady_ms);
    milli_ -= std::min(milli_, amount * 1000);
  }

 private:
  void fill(std::uint64_t steady_ms) {
    const auto passed_ms = std::min(steady_ms - last_ms_, burst_milli_ / per_second_ + 1);
    last_ms_ = steady_ms;
    milli_ = std::min(burst_milli_, milli_ + passed_ms * per_second_);
  }

  std::uint64_t burst_milli_;
  std::uint64_t per_second_;
  std::uint64_t milli_;  // thousandths
  std::uint64_t last_ms_ = 0;
};

}  // namespace kula::engine
