// Rejection codes of the stewardship module.
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::stewardship {

inline constexpr Code kSuspensionTooLong{
    0x0d01, "suspension_too_long",
    "A steward may suspend only for the days of the policy; choose an earlier end."};
inline constexpr Code kStewardProtected{0x0d02, "steward_protected",
                                        "A steward cannot be suspended by a steward; ask governance."};
inline constexpr Code kNotSuspended{0x0d03, "not_suspended", "The account is not suspended."};

}  // namespace kula::contracts::stewardship
