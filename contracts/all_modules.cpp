#include "contracts/access/module.h"
#include "contracts/accounts/module.h"
#include "contracts/balance/module.h"
#include "contracts/charity/module.h"
#include "contracts/contests/module.h"
#include "contracts/courses/module.h"
#include "contracts/credits/module.h"
#include "contracts/governance/module.h"
#include "contracts/honours/module.h"
#include "contracts/kernel/kernel_module.h"
#include "contracts/projects/module.h"
#include "contracts/registry.h"
#include "contracts/stewardship/module.h"
#include "contracts/ties/module.h"

namespace kula::contracts {

std::vector<Module> all_modules() {
  return {kernel_module(),
          accounts::accounts_module(),
          ties::ties_module(),
          stewardship::stewardship_module(),
          credits::credits_module(),
          balance::balance_module(),
          projects::projects_module(),
          courses::courses_module(),
          access::access_module(),
          charity::charity_module(),
          honours::honours_module(),
          contests::contests_module(),
          governance::governance_module()};
}

}  // namespace kula::contracts
