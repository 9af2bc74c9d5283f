// Virtual time: actions in order of time, then of their making. Nothing in a simulation waits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>

namespace kula::sim {

using Micros = std::uint64_t;  // since the simulation's start
inline constexpr Micros kMs = 1000;
inline constexpr Micros kSecond = 1000 * kMs;

class Scheduler {
 public:
  using Action = std::function<void()>;

  [[nodiscard]] Micros now() const { return now_; }
  // An action in the past runs now.
  void at(Micros time, Action action) {
    queue_.emplace(std::pair(time < now_ ? now_ : time, next_++), std::move(action));
  }
  void in(Micros delay, Action action) { at(now_ + delay, std::move(action)); }

  // Runs the next action when it is due until `end`; false when there is none: it is `end` then.
  bool step(Micros end) {
    if (queue_.empty() || queue_.begin()->first.first > end) {
      now_ = end;
      return false;
    }
    auto node = queue_.extract(queue_.begin());
    now_ = node.key().first;
    ++steps_;
    node.mapped()();
    return true;
  }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  Micros now_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t steps_ = 0;
  std::map<std::pair<Micros, std::uint64_t>, Action> queue_;
};

}  // namespace kula::sim
