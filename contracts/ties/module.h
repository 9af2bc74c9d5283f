#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::ties {

[[nodiscard]] Module ties_module();

}  // namespace kula::contracts::ties
