#include "contracts/balance/module.h"

#include "contracts/balance/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::balance {

Module balance_module() {
  Module module;
  module.name = "balance";
  module.tables = {make_table<kDefaultFund>()};
  return module;
}

}  // namespace kula::contracts::balance
