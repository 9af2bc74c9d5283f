// The projects module's part of the registry.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts::projects {

[[nodiscard]] Module projects_module();

}  // namespace kula::contracts::projects
