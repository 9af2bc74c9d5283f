#include "contracts/stewardship/module.h"

#include "contracts/kernel/make_kinds.h"
#include "contracts/stewardship/codes.h"
#include "contracts/stewardship/events.h"
#include "contracts/stewardship/suspend.h"
#include "contracts/stewardship/tables.h"

namespace kula::contracts::stewardship {

Module stewardship_module() {
  return {"stewardship",
          {make_action<Suspend>(), make_action<Restore>()},
          {make_event<AccountSuspended>(), make_event<AccountRestored>()},
          {},
          {make_table<kSuspendedSince>()},
          {&kSuspensionTooLong, &kStewardProtected, &kNotSuspended},
          {}};
}

}  // namespace kula::contracts::stewardship
