#include "node/io/clock.h"

#include <chrono>

#include "ledger/base/check.h"
#include "node/io/files.h"

namespace kula::io {

namespace {

constexpr std::size_t kMaxFileBytes = 64;
constexpr std::uint64_t kMaxOffsetMs = 1'000ull * 366 * kDayMs;  // a thousand years: far from overflow

template <class Clock>
std::uint64_t milliseconds() {
  const auto since = Clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace

Expected<Clock, std::string> Clock::open(const std::string& offset_path) {
  Clock clock(offset_path);
  if (offset_path.empty()) return clock;
  const auto content = read_file(offset_path, kMaxFileBytes);
  if (!content && content.error() == FileError::missing) return clock;  // never advanced
  if (!content) return fail(offset_path + " " + std::string(to_string(content.error())));
  std::string_view text = as_text(*content);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  const auto offset = parse_u64(text);
  if (!offset || *offset > kMaxOffsetMs)
    return fail(offset_path + " is no number: remove it or write the milliseconds");
  clock.offset_ms_ = *offset;
  return clock;
}

engine::Now Clock::now() const {
  return {TimeMs{milliseconds<std::chrono::system_clock>() + offset_ms_},
          milliseconds<std::chrono::steady_clock>()};
}

bool Clock::advance(std::uint64_t ms) {
  KULA_CHECK(!offset_path_.empty(), "only a development network's clock moves; report this as a bug");
  if (ms > kMaxOffsetMs || offset_ms_ + ms > kMaxOffsetMs) return false;
  const std::string text = std::to_string(offset_ms_ + ms) + "\n";
  if (!write_file(offset_path_, as_bytes(text), 0644)) return false;
  offset_ms_ += ms;
  return true;
}

}  // namespace kula::io
