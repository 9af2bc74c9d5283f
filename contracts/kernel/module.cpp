#include "contracts/kernel/kernel_module.h"
#include "contracts/kernel/make_kinds.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts {

Module kernel_module() {
  return {"kernel",
          {},
          {make_event<Posting>()},
          {},
          {make_table<kPolicy>(), make_table<kBooks>(), make_table<kExternal>(), make_table<kDueJobs>(),
           make_table<kHaltedJobs>(), make_table<kJobCounter>(), make_table<kQuotaUse>(),
           make_table<kRecentBlocks>()},
          {&kUnknownAction, &kMalformedAction, &kInvariantBroken, &kQuotaExceeded, &kAccountSuspended,
           &kInsufficientFunds, &kAmountOverflow, &kZeroAmount, &kBadTitle, &kBadUri, &kSlugTaken,
           &kNotAllowed, &kAccountNotFound, &kTied, &kPeriodLimit, &kTooMany, &kDuplicate},
          {}};
}

}  // namespace kula::contracts
