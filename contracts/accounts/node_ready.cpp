#include "contracts/accounts/node_ready.h"

#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/recent_blocks.h"
#include "ledger/crypto/tags.h"

namespace kula::contracts::accounts {

namespace {
bool is_fresh(const Context& context, Height height) {
  return height < context.block.height &&
         context.block.height.value - height.value <= context.policy.accounts.ready_blocks;
}
}  // namespace

bool is_ready(const Context& context, const Slug& name) {
  const auto readiness = kNodeReadiness.get(context.state, name);
  return readiness && is_fresh(context, readiness->height);
}

Hash ready_message(const types::ChainId& chain, Height height, const types::BlockId& block) {
  return crypto::tagged_hash(crypto::kTagNodeReady, {chain.view(), codec::encode(height), block.view()});
}

Outcome ReadyNode::apply(ActionContext& context) const {
  const auto node = find_node(context.state, name);
  if (!node || !node->active) return reject(kNodeNotFound);
  if (node->operator_account != context.sender) return reject(kNotAllowed);
  if (!node->consensus_key) return reject(kNoConsensusKey);
  const auto known = recent_block(context.state, context.block, height);
  if (!known || !is_fresh(context, height)) return reject(kStaleReady);
  if (*known != block_id) return reject(kWrongBlock);
  if (!crypto::verify(*node->consensus_key, ready_message(context.block.chain_id, height, block_id),
                      signature))
    return reject(kBadReady);
  // An older one that was held back does not make the node less ready.
  const auto before = kNodeReadiness.get_or_default(context.state, name);
  kNodeReadiness.put(context.state, name, NodeReadiness{std::max(before.height, height)});
  emit(context, NodeReady{name, height});
  return {};
}

}  // namespace kula::contracts::accounts
