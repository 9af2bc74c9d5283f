// The balance module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::balance {

[[nodiscard]] Module balance_module();

}  // namespace kula::contracts::balance
