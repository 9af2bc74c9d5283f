// The SPDX licence list that this protocol version knows: spdx-license-ids 3.0.24. A node with another list
// would judge transactions differently, so the list changes only with the protocol.
#pragma once

#include <string_view>

namespace kula::contracts::projects {

struct SpdxEntry {
  std::string_view id;  // as the list writes it: the canonical form
  // Approved by the Open Source Initiative, or conformant to the Open Definition 2.1 for texts and data.
  bool is_open = false;
};

// By id, letters compared without case; null when the list has none.
[[nodiscard]] const SpdxEntry* find_spdx_licence(std::string_view id);
[[nodiscard]] const SpdxEntry* find_spdx_exception(std::string_view id);

}  // namespace kula::contracts::projects
