// A budget that fills by itself: what may happen so often, and at most so much at once (T2).
#pragma once

#include <algorithm>
#include <cstdint>

namespace kula::io {

class TokenBucket {
 public:
  TokenBucket(std::int64_t per_second, std::int64_t burst)
      : per_second_(per_second), burst_milli_(burst * 1000), milli_(burst_milli_) {}

  // Takes them, if need be on credit. `now_ms` never falls.
  void take(std::int64_t tokens, std::uint64_t now_ms) {
    fill(now_ms);
    milli_ -= tokens * 1000;
  }
  // Takes one when there is one.
  [[nodiscard]] bool try_take(std::uint64_t now_ms) {
    fill(now_ms);
    if (milli_ < 1000) return false;
    milli_ -= 1000;
    return true;
  }
  // How long until the credit is paid back; 0 when there is none.
  [[nodiscard]] std::uint64_t debt_ms() const {
    return milli_ >= 0 ? 0 : static_cast<std::uint64_t>(-milli_ / per_second_ + 1);
  }

 private:
  void fill(std::uint64_t now_ms) {
    if (now_ms <= filled_ms_) return;
    // A long time fills the bucket anyway: no overflow.
    const auto passed = static_cast<std::int64_t>(std::min<std::uint64_t>(now_ms - filled_ms_, 1'000'000));
    milli_ = std::min(burst_milli_, milli_ + passed * per_second_);
    filled_ms_ = now_ms;
  }

  std::int64_t per_second_;  // also thousandths per millisecond
  std::int64_t burst_milli_;
  std::int64_t milli_;  // thousandths of tokens
  std::uint64_t filled_ms_ = 0;
};

}  // namespace kula::io
