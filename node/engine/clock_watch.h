// How far this node's clock is from its peers' (R13): a warning from kClockWarningMs away from their median.
// Nothing is adjusted.
#pragma once

#include <map>

#include "node/engine/ports.h"

namespace kula::engine {

class ClockWatch {
 public:
  // REQUIRES `log` outlives this.
  explicit ClockWatch(Log& log) : log_(log) {}

  // What a peer's clock showed when its message came: late by the way it took.
  void note(const PeerId& peer, TimeMs theirs, const Now& now);
  // Warns, at most once in kClockWarningPauseMs.
  void check(const Now& now);
  void forget(const PeerId& peer) { ahead_ms_.erase(peer); }
  // By how much a peer's clock is ahead of ours; negative: behind.
  [[nodiscard]] std::optional<std::int64_t> ahead_ms(const PeerId& peer) const;
  // Of all peers: the middle one, of two the one nearer to ours.
  [[nodiscard]] std::optional<std::int64_t> median_ms() const;

 private:
  Log& log_;
  std::map<PeerId, std::int64_t> ahead_ms_;
  std::optional<std::uint64_t> warned_at_ms_;  // steady clock
};

}  // namespace kula::engine
