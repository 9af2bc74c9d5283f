// Names that people type (contracts C0.5): [a-z0-9-]{3,64}.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kula {

struct Slug {
  std::string value;
  [[nodiscard]] std::string text() const { return value; }
  // Nothing when the text is no slug.
  [[nodiscard]] static std::optional<Slug> from_text(std::string_view text);
  auto operator<=>(const Slug&) const = default;
};

}  // namespace kula
