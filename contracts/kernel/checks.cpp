#include "contracts/kernel/checks.h"

#include <algorithm>

namespace kula::contracts {

namespace {
constexpr std::size_t kMaxTitleBytes = 256;
constexpr std::size_t kMaxUriBytes = 512;
}  // namespace

Outcome check_title(std::string_view title) {
  if (title.empty() || title.size() > kMaxTitleBytes) return reject(kBadTitle);
  for (std::size_t i = 0; i < title.size(); ++i) {
    const auto byte = static_cast<unsigned char>(title[i]);
    if (byte < 0x20 || byte == 0x7f) return reject(kBadTitle);
    // U+0080..U+009F in UTF-8: C2 80..9F.
    if (byte == 0xC2 && i + 1 < title.size() && static_cast<unsigned char>(title[i + 1]) < 0xA0) {
      return reject(kBadTitle);
    }
  }
  return {};
}

Outcome check_uri(std::string_view uri) {
  const bool printable = std::all_of(uri.begin(), uri.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (uri.size() > kMaxUriBytes || !printable) return reject(kBadUri);
  return {};
}

}  // namespace kula::contracts
