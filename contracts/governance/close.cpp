#include "contracts/governance/close.h"

#include "contracts/accounts/validators.h"
#include "contracts/governance/events.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/voting.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"

namespace kula::contracts::governance {

namespace {
Proposal expect(const Context& context, std::uint64_t number, ProposalStatus status) {
  auto proposal = kProposals.get(context.state, number);
  KULA_CHECK(proposal && proposal->status == status,
             "a proposal's job is due that is not at this stage; report this as a bug");
  return std::move(*proposal);
}
}  // namespace

void end_voting(Context& context, Proposal& proposal, ProposalStatus status) {
  auto open = kOpenProposals.get_or_default(context.state, proposal.author);
  KULA_CHECK(open.count > 0, "an author has fewer open proposals than were made; report this as a bug");
  if (--open.count == 0) {
    kOpenProposals.erase(context.state, proposal.author);
  } else {
    kOpenProposals.put(context.state, proposal.author, open);
  }
  proposal.job.reset();
  proposal.status = status;
  proposal.decided_at = context.now;
}

Outcome CloseProposal::run(JobContext& context) const {
  auto record = expect(context, proposal, ProposalStatus::voting);
  const bool passed = would_pass(context.state, proposal, record);
  end_voting(context, record, passed ? ProposalStatus::passed : ProposalStatus::rejected);
  if (changes_validators(record.actions)) record.validators = validator_tally(context.state, proposal);
  kProposals.put(context.state, proposal, record);
  if (passed) schedule(context, after(record.closes_at, record.rules.timelock_ms), ExecuteProposal{proposal});
  emit(context, ProposalClosed{proposal, passed, record.tally, record.validators});
  return {};
}

Outcome ExecuteProposal::run(JobContext& context) const {
  auto record = expect(context, proposal, ProposalStatus::passed);
  if (changes_validators(record.actions) && accounts::closes_epoch(context.state, context.block.height)) {
    schedule(context, context.now, *this);
    return {};
  }
  const auto failure = carry_out(context, record.actions);
  record.status = failure ? ProposalStatus::failed : ProposalStatus::executed;
  record.failure = failure ? failure->code->number : std::uint16_t{0};
  record.decided_at = context.now;
  kProposals.put(context.state, proposal, record);
  if (failure) {
    emit(context, ProposalFailed{proposal, failure->code->number, failure->action});
  } else {
    emit(context, ProposalExecuted{proposal});
  }
  return {};
}

}  // namespace kula::contracts::governance
