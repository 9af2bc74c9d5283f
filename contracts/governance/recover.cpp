#include "contracts/governance/recover.h"

#include "contracts/accounts/validators.h"
#include "contracts/governance/events.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::governance {

// Counts as this block's change of validators: a proposal's that is due waits for the next block (R18).
Outcome RecoverChain::run(JobContext& context) const {
  accounts::change_validator_set(context.state, context.block.height, manifest.next);
  emit(context, ChainRecovered{types::hash_of(manifest), manifest.height, manifest.block, manifest.next,
                               accounts::current_epoch(context.state).epoch});
  return {};
}

}  // namespace kula::contracts::governance
