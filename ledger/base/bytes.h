// Byte strings, owned and borrowed, and fixed-size byte strings with a type of their own.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kula {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }
inline void append(Bytes& to, ByteView more) { to.insert(to.end(), more.data(), more.data() + more.size()); }

// Lower-case hex. from_hex answers nothing on odd length or any character that is not lower-case hex, so that
// one value has one text.
[[nodiscard]] std::string to_hex(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

// N bytes that mean one thing: `Tag` keeps a block id from being used as a transaction id. Ordered bytewise.
template <std::size_t N, class Tag>
struct FixedBytes {
  static constexpr std::size_t kSize = N;
  std::array<std::uint8_t, N> bytes{};

  [[nodiscard]] ByteView view() const { return bytes; }
  [[nodiscard]] bool is_zero() const {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
  }
  [[nodiscard]] static std::optional<FixedBytes> from_view(ByteView view) {
    if (view.size() != N) return std::nullopt;
    FixedBytes result;
    std::copy(view.begin(), view.end(), result.bytes.begin());
    return result;
  }
  // The text form used in JSON and on the command line.
  [[nodiscard]] std::string text() const { return to_hex(bytes); }
  [[nodiscard]] static std::optional<FixedBytes> from_text(std::string_view text) {
    const auto raw = from_hex(text);
    return raw ? from_view(*raw) : std::nullopt;
  }
  auto operator<=>(const FixedBytes&) const = default;
  bool operator==(const FixedBytes&) const = default;
};

struct HashTag;
using Hash = FixedBytes<32, HashTag>;

}  // namespace kula
