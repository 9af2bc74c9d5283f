// Numbers with a type of their own. A Number is a plain value with order and text, and without arithmetic:
// what may be added to what is said by the functions beside each alias.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kula {

// Plain decimal digits, no sign, no leading zero, no overflow; anything else answers nothing.
[[nodiscard]] inline std::optional<std::uint64_t> parse_u64(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text[0] < '0' || text[0] > '9')
    return std::nullopt;
  return value;
}

template <class Tag>
struct Number {
  std::uint64_t value = 0;
  [[nodiscard]] std::string text() const { return std::to_string(value); }
  [[nodiscard]] static std::optional<Number> from_text(std::string_view text) {
    const auto value = parse_u64(text);
    if (!value) return std::nullopt;
    return Number{*value};
  }
  auto operator<=>(const Number&) const = default;
};

struct HeightTag;
using Height = Number<HeightTag>;  // 0 is the genesis block

[[nodiscard]] constexpr Height next(Height height) { return Height{height.value + 1}; }

}  // namespace kula
