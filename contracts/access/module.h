// The access module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::access {

[[nodiscard]] Module access_module();

}  // namespace kula::contracts::access
