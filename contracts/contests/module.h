// The contests module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::contests {

[[nodiscard]] Module contests_module();

}  // namespace kula::contracts::contests
