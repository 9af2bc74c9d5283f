#include "ledger/base/slug.h"

#include <algorithm>

namespace kula {

std::optional<Slug> Slug::from_text(std::string_view text) {
  if (text.size() < 3 || text.size() > 64) return std::nullopt;
  const bool valid = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!valid) return std::nullopt;
  return Slug{std::string(text)};
}

}  // namespace kula
