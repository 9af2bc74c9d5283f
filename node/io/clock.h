// The machine's clocks, with a development network's offset on top of the wall clock.
#pragma once

#include <string>

#include "ledger/base/expected.h"
#include "node/engine/ports.h"

namespace kula::io {

class Clock {
 public:
  // `offset_path`: where a development network keeps its offset; empty on any other network. A file that is
  // there and holds no offset is an error: the clock would fall back. The error says what to do.
  [[nodiscard]] static Expected<Clock, std::string> open(const std::string& offset_path);

  [[nodiscard]] engine::Now now() const;
  [[nodiscard]] std::uint64_t offset_ms() const { return offset_ms_; }
  // Moves the wall clock forward, durably: block times do not fall back at the next start. REQUIRES an offset
  // path. False when the disk fails or time would overflow; the clock is then where it was.
  [[nodiscard]] bool advance(std::uint64_t ms);

 private:
  explicit Clock(std::string offset_path) : offset_path_(std::move(offset_path)) {}
  std::string offset_path_;
  std::uint64_t offset_ms_ = 0;
};

}  // namespace kula::io
