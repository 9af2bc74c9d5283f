#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::governance {

[[nodiscard]] Module governance_module();

}  // namespace kula::contracts::governance
