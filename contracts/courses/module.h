// The courses module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

[[nodiscard]] Module courses_module();

}  // namespace kula::contracts::courses
