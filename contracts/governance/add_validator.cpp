#include "contracts/governance/add_validator.h"

#include <algorithm>

#include "contracts/accounts/codes.h"
#include "contracts/accounts/node_ready.h"
#include "contracts/accounts/nodes.h"
#include "contracts/accounts/validators.h"
#include "contracts/governance/codes.h"
#include "contracts/governance/events.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::governance {

Outcome AddValidator::carry_out(Context& context) const {
  const auto found = accounts::find_node(context.state, node);
  if (!found || !found->active) return reject(accounts::kNodeNotFound);
  if (!found->consensus_key) return reject(accounts::kNoConsensusKey);
  const types::Validator added{*found->consensus_key};
  auto set = accounts::validator_set(context.state);
  if (set.index_of(added.key)) return reject(kValidatorExists);
  if (set.size() >= types::kMaxValidators) return reject(kValidatorSetFull);
  if (!accounts::is_ready(context, node)) return reject(kNodeNotReady);
  auto& list = set.validators;
  list.insert(std::upper_bound(list.begin(), list.end(), added,
                               [](const auto& a, const auto& b) { return a.key < b.key; }),
              added);
  accounts::change_validator_set(context.state, context.block.height, set);
  emit(context, ValidatorAdded{node, added.key, accounts::current_epoch(context.state).epoch});
  return {};
}

}  // namespace kula::contracts::governance
