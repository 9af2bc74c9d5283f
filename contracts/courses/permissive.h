// The permissive list (C6.7): licences that let anybody sell what builds on the work.
#pragma once

#include <string_view>

namespace kula::contracts::courses {

// Whether a canonical SPDX expression has an alternative made of permissive licences only. An exception
// (WITH) only permits more; "+" does not matter.
[[nodiscard]] bool is_permissive(std::string_view licence);

}  // namespace kula::contracts::courses
