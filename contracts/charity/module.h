#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

[[nodiscard]] Module charity_module();

}  // namespace kula::contracts::charity
