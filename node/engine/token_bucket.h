// How much may happen in a time: fills by itself up to a burst, and is emptied by what happens (T2).
#pragma once

#include <algorithm>
#include <cstdint>

namespace kula::engine {

class TokenBucket {
 public:
  // Begins full. REQUIRES per_second > 0; all amounts below 2^50.
  TokenBucket(std::uint64_t burst, std::uint64_t per_second)
      : burst_milli_(milli(burst)),
        per_second_(static_cast<std::int64_t>(per_second)),
        milli_(burst_milli_) {}

  // False, and nothing taken, when there is not enough. `steady_ms` never goes back, here and below.
  [[nodiscard]] bool take(std::uint64_t amount, std::uint64_t steady_ms) {
    fill(steady_ms);
    if (milli(amount) > milli_) return false;
    milli_ -= milli(amount);
    return true;
  }
  // Takes what has been used already, on credit, which is to be paid back before more happens.
  void borrow(std::uint64_t amount, std::uint64_t steady_ms) {
    fill(steady_ms);
    milli_ -= milli(amount);
  }
  // How long after the last call there is no debt; 0 when there is none.
  [[nodiscard]] std::uint64_t debt_ms() const {
    return milli_ >= 0 ? 0 : static_cast<std::uint64_t>(-milli_ / per_second_ + 1);
  }

 private:
  [[nodiscard]] static std::int64_t milli(std::uint64_t amount) {
    return static_cast<std::int64_t>(amount) * 1000;
  }
  void fill(std::uint64_t steady_ms) {
    // What fills it is enough: no overflow.
    const auto to_full_ms = static_cast<std::uint64_t>((burst_milli_ - milli_) / per_second_ + 1);
    const auto passed_ms = static_cast<std::int64_t>(std::min(steady_ms - last_ms_, to_full_ms));
    last_ms_ = steady_ms;
    milli_ = std::min(burst_milli_, milli_ + passed_ms * per_second_);
  }

  std::int64_t burst_milli_;
  std::int64_t per_second_;  // also thousandths a millisecond
  std::int64_t milli_;       // thousandths; below zero: debt
  std::uint64_t last_ms_ = 0;
};

}  // namespace kula::engine
