#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::accounts {

[[nodiscard]] Module accounts_module();

}  // namespace kula::contracts::accounts
