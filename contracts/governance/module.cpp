#include "contracts/governance/module.h"

#include "contracts/governance/close.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/create.h"
#include "contracts/governance/events.h"
#include "contracts/governance/queries.h"
#include "contracts/governance/recover.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/vote.h"
#include "contracts/governance/withdraw.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::governance {

Module governance_module() {
  return {"governance",
          {make_action<CreateProposal>(), make_action<Vote>(), make_action<WithdrawProposal>()},
          {make_event<ProposalCreated>(), make_event<ProposalVoted>(), make_event<ProposalMoved>(),
           make_event<ProposalWithdrawn>(), make_event<ProposalClosed>(), make_event<ProposalExecuted>(),
           make_event<ProposalFailed>(), make_event<ValidatorAdded>(), make_event<ValidatorRemoved>(),
           make_event<ChainRecovered>()},
          {make_job<CloseProposal>(), make_job<ExecuteProposal>(), make_job<RecoverChain>()},
          {make_table<kProposals>(), make_table<kBallots>(), make_table<kProposalCounter>(),
           make_table<kOpenProposals>()},
          {&kNoVote, &kProposalNotFound, &kVotingClosed, &kBadVotingTime, &kNoActions, &kTwoValidatorChanges,
           &kProposalLimit, &kValidatorExists, &kValidatorNotFound, &kLastValidator, &kValidatorSetFull,
           &kNodeNotReady},
          {make_query<ShowProposal>(), make_query<ListProposals>(), make_query<ShowMembers>()}};
}

}  // namespace kula::contracts::governance
