#include "contracts/accounts/module.h"
#include "contracts/credits/module.h"
#include "contracts/kernel/kernel_module.h"
#include "contracts/registry.h"
#include "contracts/stewardship/module.h"
#include "contracts/ties/module.h"

namespace kula::contracts {

std::vector<Module> all_modules() {
  return {kernel_module(), accounts::accounts_module(), ties::ties_module(), stewardship::stewardship_module(),
          credits::credits_module()};
}

}  // namespace kula::contracts
