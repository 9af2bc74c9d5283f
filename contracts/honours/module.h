// The honours module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::honours {

[[nodiscard]] Module honours_module();

}  // namespace kula::contracts::honours
