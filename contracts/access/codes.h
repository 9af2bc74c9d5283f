// Rejections of enrolments and ratings (C3.6, C3.7).
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::access {

inline constexpr Code kNoAccess{0x0501, "no_access",
                                "Buy the course or enrol on another basis first; see `kula access check`."};
inline constexpr Code kAlreadyEnrolled{0x0502, "already_enrolled",
                                       "You are enrolled in this course already."};
inline constexpr Code kOwnCourse{0x0503, "own_course", "Co-authors do not rate their own course."};
inline constexpr Code kBadStars{0x0504, "bad_stars", "Give 1 to 5 stars."};

}  // namespace kula::contracts::access
