#include "contracts/ties/module.h"

#include "contracts/kernel/make_kinds.h"
#include "contracts/ties/tables.h"

namespace kula::contracts::ties {

Module ties_module() { return {"ties", {}, {}, {}, {make_table<kTogether>(), make_table<kSent>()}, {}, {}}; }

}  // namespace kula::contracts::ties
