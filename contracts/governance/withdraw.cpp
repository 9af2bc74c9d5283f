#include "contracts/governance/withdraw.h"

#include "contracts/governance/close.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/events.h"
#include "contracts/governance/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::governance {

Outcome WithdrawProposal::apply(ActionContext& context) const {
  auto record = kProposals.get(context.state, proposal);
  if (!record) return reject(kProposalNotFound);
  if (record->author != context.sender) return reject(kNotAllowed);
  if (record->status != ProposalStatus::voting || context.now >= record->closes_at)
    return reject(kVotingClosed);
  cancel(context, *record->job);
  end_voting(context, *record, ProposalStatus::withdrawn);
  kProposals.put(context.state, proposal, *record);
  emit(context, ProposalWithdrawn{proposal});
  return {};
}

}  // namespace kula::contracts::governance
