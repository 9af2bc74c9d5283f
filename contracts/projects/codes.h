// Rejections of projects and contributions (C6).
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::projects {

inline constexpr Code kLicenceUnknown{
    0x0601, "licence_unknown",
    "The licence expression names an id that is not on the SPDX list; check its "
    "spelling, or use LicenseRef-<name> for a licence of your own."};
inline constexpr Code kLicenceSyntax{
    0x0602, "licence_syntax",
    "The licence is no SPDX expression; write ids joined by AND, OR and WITH, "
    "for example `MIT OR Apache-2.0`."};

}  // namespace kula::contracts::projects
