// Credits, points and rates (contracts C0.1). Integers only; every operation that can overflow answers
// nothing.
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/check.h"
#include "ledger/base/number.h"

namespace kula {

struct AmountTag;
using Amount = Number<AmountTag>;  // minor units, 100 = 1.00 credit
struct PointsTag;
using Points = Number<PointsTag>;

// Shares and rates in ten-thousandths; at most kAllBps by the rules that use them.
using Bps = std::uint16_t;
inline constexpr Bps kAllBps = 10000;

template <class Tag>
[[nodiscard]] constexpr std::optional<Number<Tag>> checked_add(Number<Tag> a, Number<Tag> b) {
  if (a.value > UINT64_MAX - b.value) return std::nullopt;
  return Number<Tag>{a.value + b.value};
}
template <class Tag>
[[nodiscard]] constexpr std::optional<Number<Tag>> checked_sub(Number<Tag> a, Number<Tag> b) {
  if (b.value > a.value) return std::nullopt;
  return Number<Tag>{a.value - b.value};
}
// Sums and differences that the rules keep representable (what was granted was in a fund). REQUIRES that they
// are: the node stops rather than wrap around.
template <class Tag>
[[nodiscard]] constexpr Number<Tag> exact_add(Number<Tag> a, Number<Tag> b) {
  const auto sum = checked_add(a, b);
  KULA_CHECK(sum.has_value(), "an amount would exceed 2^64 - 1; report this as a bug");
  return *sum;
}
template <class Tag>
[[nodiscard]] constexpr Number<Tag> exact_sub(Number<Tag> a, Number<Tag> b) {
  const auto difference = checked_sub(a, b);
  KULA_CHECK(difference.has_value(), "an amount would fall below zero; report this as a bug");
  return *difference;
}
// floor(amount * bps / 10000), through 128 bits. REQUIRES bps <= kAllBps.
template <class Tag>
[[nodiscard]] constexpr Number<Tag> share_of(Number<Tag> whole, Bps bps) {
  __extension__ using Wide = unsigned __int128;
  return Number<Tag>{static_cast<std::uint64_t>(static_cast<Wide>(whole.value) * bps / kAllBps)};
}

// "20" or "20.00" (also "20.5") to minor units: ^(0|[1-9][0-9]*)(\.[0-9]{1,2})?$ and nothing else. No
// floating point.
[[nodiscard]] std::optional<Amount> parse_amount(std::string_view text);
// "1,234.50"; with `separators` false "1234.50".
[[nodiscard]] std::string format_amount(Amount amount, bool separators = true);

}  // namespace kula
