#include "contracts/policy/policy.h"

namespace kula::contracts {

namespace {
// A majority of all would let nobody differ, less than half would let both sides win.
bool is_valid(const GovernancePolicy& governance) {
  return governance.min_voting_ms > 0 && governance.min_voting_ms <= governance.max_voting_ms &&
         governance.max_voting_ms <= kMaxGovernanceMs && governance.timelock_ms <= kMaxGovernanceMs &&
         governance.flip_window_ms <= governance.max_voting_ms && governance.quorum > 0 &&
         governance.quorum <= kAllBps && 2 * governance.majority >= kAllBps &&
         governance.majority < kAllBps && governance.account_age_periods <= kMaxWindowPeriods &&
         governance.open_proposals > 0;
}
}  // namespace

bool Policy::is_valid() const {
  const unsigned shares =
      unsigned{balance.commons} + balance.innovation + balance.charity + balance.upstream_max;
  return shares <= kAllBps && balance.upstream_min <= balance.upstream_max && courses.refund_window_ms > 0 &&
         projects.challenge_window_ms > 0 && credits.redemption_timeout_ms > 0 && contests.max_prizes > 0 &&
         contests.max_judges > 0 && charity.max_milestones > 0 &&
         access.trailing_periods <= kMaxWindowPeriods && accounts.ready_blocks > 0 &&
         accounts.tie_window_periods <= kMaxWindowPeriods && accounts.tie_transfer_amount.value > 0 &&
         projects.maintainer_window_periods <= kMaxWindowPeriods && contracts::is_valid(governance);
}

}  // namespace kula::contracts
