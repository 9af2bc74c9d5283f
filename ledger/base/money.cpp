#include "ledger/base/money.h"

namespace kula {

std::optional<Amount> parse_amount(std::string_view text) {
  const auto dot = text.find('.');
  const auto whole = parse_u64(text.substr(0, dot));
  if (!whole) return std::nullopt;
  std::uint64_t cents = 0;
  if (dot != std::string_view::npos) {
    const auto fraction = text.substr(dot + 1);
    if (fraction.empty() || fraction.size() > 2) return std::nullopt;
    for (const char c : fraction) {
      if (c < '0' || c > '9') return std::nullopt;
      cents = cents * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (fraction.size() == 1) cents *= 10;
  }
  if (*whole > (UINT64_MAX - cents) / 100) return std::nullopt;
  return Amount{*whole * 100 + cents};
}

std::string format_amount(Amount amount, bool separators) {
  std::string whole = std::to_string(amount.value / 100);
  if (separators) {
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  }
  const auto cents = amount.value % 100;
  return whole + (cents < 10 ? ".0" : ".") + std::to_string(cents);
}

}  // namespace kula
