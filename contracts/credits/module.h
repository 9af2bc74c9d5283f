#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::credits {

[[nodiscard]] Module credits_module();

}  // namespace kula::contracts::credits
