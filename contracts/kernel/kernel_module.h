// The kernel's own part of the registry: postings, books, queue, policy.
#pragma once

#include "contracts/kernel/module.h"

namespace kula::contracts {

[[nodiscard]] Module kernel_module();

}  // namespace kula::contracts
