#include "contracts/policy/policy.h"

namespace kula::contracts {

bool Policy::is_valid() const {
  const unsigned shares =
      unsigned{balance.commons} + balance.innovation + balance.charity + balance.upstream_max;
  return shares <= kAllBps && balance.upstream_min <= balance.upstream_max && courses.refund_window_ms > 0 &&
         projects.challenge_window_ms > 0 && credits.redemption_timeout_ms > 0 && contests.max_prizes > 0 &&
         contests.max_judges > 0 && charity.max_milestones > 0;
}

}  // namespace kula::contracts
