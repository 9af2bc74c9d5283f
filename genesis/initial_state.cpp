#include "genesis/initial_state.h"

#include <map>

#include "contracts/accounts/nodes.h"
#include "contracts/accounts/validators.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/tables.h"
#include "ledger/base/check.h"

namespace kula::genesis {

InitialState initial_state(const GenesisDocument& document) {
  KULA_CHECK(!find_fault(document), "a faulty genesis document was about to be used; report this as a bug");
  const state::EmptyState nothing;
  state::Overlay state(nothing);
  contracts::kPolicy.put(state, document.policy);
  contracts::accounts::write_validator_set(state, {document.validators});
  contracts::access::set_tier_table(state, document.tiers);
  contracts::access::set_rule_table(state, document.access_rules);

  const execution::BlockContext block{chain_id(document), Height{0}, document.time};
  std::vector<types::Event> events;
  contracts::Context context{state, block, document.policy, {}, events, document.time};
  std::map<Slug, types::Address> addresses;
  for (const auto& account : document.accounts) {
    const auto address = types::Address::of(account.auth);
    addresses.emplace(account.handle, address);
    contracts::accounts::write_account(
        state, address,
        {account.handle, account.kind, account.auth, std::nullopt, address, document.time, TimeMs{}});
    for (const auto role : account.roles) contracts::accounts::grant_role(state, address, role);
    const auto posted =
        contracts::post(context, contracts::Book::external(), contracts::Book::account(address),
                        account.credits, contracts::PostingReason::genesis);
    KULA_CHECK(posted.has_value(), "a genesis credit could not be posted; report this as a bug");
  }
  for (const auto& node : document.nodes) {
    contracts::accounts::write_node(
        state, node.name,
        {addresses.at(node.operator_handle), node.tls_key, node.consensus_key, node.endpoint, true});
  }
  return {state.take_writes(), std::move(events)};
}

}  // namespace kula::genesis
