#include "contracts/projects/spdx.h"
#include "tests/fuzz/fuzz.h"

// The canonical form is one: parsing it gives itself, and says the same of openness.
KULA_FUZZ(input) {
  using namespace kula::contracts::projects;
  const auto text = kula::as_text(input);
  const auto licence = parse_licence(text);
  if (!licence) {
    // A canonical form that is too long has its fault where the longest one ends.
    KULA_CHECK(
        licence.error().column >= 1 && licence.error().column <= std::max(text.size(), kMaxLicenceBytes) + 1,
        "a fault outside of the text");
    return;
  }
  const auto canonical = licence->text();
  const auto again = parse_licence(canonical);
  KULA_CHECK(again && again->text() == canonical, "the canonical form is another one when it is read again");
  KULA_CHECK(again->has_open_alternative() == licence->has_open_alternative(),
             "the canonical form says something else of openness");
}
