// The contracts without a state: for schemas, and the readable forms of actions and events.
#pragma once

#include "contracts/processor.h"

namespace kula::cli {

[[nodiscard]] const contracts::ContractProcessor& contract_kinds();

}  // namespace kula::cli
