#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::stewardship {

[[nodiscard]] Module stewardship_module();

}  // namespace kula::contracts::stewardship
