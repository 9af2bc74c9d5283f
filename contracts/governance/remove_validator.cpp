#include "contracts/governance/remove_validator.h"

#include "contracts/accounts/codes.h"
#include "contracts/accounts/nodes.h"
#include "contracts/accounts/validators.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/events.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::governance {

Outcome RemoveValidator::carry_out(Context& context) const {
  const auto found = accounts::find_node(context.state, node);
  if (!found) return reject(accounts::kNodeNotFound);
  if (!found->consensus_key) return reject(accounts::kNoConsensusKey);
  auto set = accounts::validator_set(context.state);
  const auto index = set.index_of(*found->consensus_key);
  if (!index) return reject(kValidatorNotFound);
  if (set.size() == 1) return reject(kLastValidator);
  set.validators.erase(set.validators.begin() + *index);
  accounts::change_validator_set(context.state, context.block.height, set);
  emit(context, ValidatorRemoved{node, *found->consensus_key, accounts::current_epoch(context.state).epoch});
  return {};
}

}  // namespace kula::contracts::governance
