#include "node/engine/clock_watch.h"

#include <algorithm>
#include <cstdlib>

#include "node/engine/limits.h"

namespace kula::engine {

void ClockWatch::note(const PeerId& peer, TimeMs theirs, const Now& now) {
  // Beyond this a clock is not wrong but nonsense; the difference stays a number.
  constexpr std::uint64_t kMost = 1'000 * kDayMs * 365;
  const auto ahead = std::min(theirs.value - std::min(theirs.value, now.wall.value), kMost);
  const auto behind = std::min(now.wall.value - std::min(theirs.value, now.wall.value), kMost);
  ahead_ms_[peer] = static_cast<std::int64_t>(ahead) - static_cast<std::int64_t>(behind);
}

void ClockWatch::check(const Now& now) {
  const auto median = median_ms().value_or(0);
  if (static_cast<std::uint64_t>(std::abs(median)) < kClockWarningMs) return;
  if (warned_at_ms_ && now.steady_ms < *warned_at_ms_ + kClockWarningPauseMs) return;
  warned_at_ms_ = now.steady_ms;
  log_.write(LogLevel::warning, "this node's clock is " + std::to_string(std::abs(median)) + " ms " +
                                    (median > 0 ? "behind" : "ahead of") +
                                    " its peers': check the time service");
}

std::optional<std::int64_t> ClockWatch::ahead_ms(const PeerId& peer) const {
  const auto found = ahead_ms_.find(peer);
  if (found == ahead_ms_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::int64_t> ClockWatch::median_ms() const {
  if (ahead_ms_.empty()) return std::nullopt;
  std::vector<std::int64_t> all;
  for (const auto& [peer, ahead] : ahead_ms_) all.push_back(ahead);
  std::sort(all.begin(), all.end());
  const auto upper = all[all.size() / 2];
  const auto lower = all[(all.size() - 1) / 2];
  return std::abs(lower) < std::abs(upper) ? lower : upper;
}

}  // namespace kula::engine
