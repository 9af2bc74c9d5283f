#include "tests/contracts/governance/governed_chain.h"

#include <algorithm>
#include <stdexcept>

#include "contracts/accounts/node_ready.h"
#include "genesis/initial_state.h"
#include "ledger/crypto/sha256.h"
#include "tests/support/people.h"

namespace kula::tests {

namespace {
std::string name_of(std::size_t member) { return "member-" + std::to_string(member); }

genesis::GenesisNode node(const std::string& name, std::size_t operator_member) {
  return {Slug{name}, Slug{name_of(operator_member)}, crypto::sha256(as_bytes("tls " + name)),
          key_of(name).public_key(), name + ".example:7000"};
}

genesis::GenesisDocument document_of(std::size_t members) {
  genesis::GenesisDocument document;
  document.network = "governed";
  document.time = TimeMs{1'767'225'600'000};  // 2026-01-01
  document.tiers = contracts::access::default_tiers();
  document.access_rules = contracts::access::default_rules();
  for (std::size_t member = 1; member <= members; ++member) {
    genesis::GenesisAccount account;
    account.handle = Slug{name_of(member)};
    account.auth = types::Auth::single(key_of(name_of(member)).public_key());
    document.accounts.push_back(std::move(account));
  }
  for (const auto* name : {"node-1", "node-2", "node-3"}) {
    document.nodes.push_back(node(name, 1));
    document.validators.push_back({key_of(name).public_key()});
  }
  std::sort(document.validators.begin(), document.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  for (const auto* name : {"node-4", "node-5"}) document.nodes.push_back(node(name, 2));
  return document;
}
}  // namespace

types::Address member_address(std::size_t member) {
  return types::Address::of(types::Auth::single(key_of(name_of(member)).public_key()));
}

GovernedChain::GovernedChain(std::size_t members) : nonces_(members + 1) {
  const auto document = document_of(members);
  if (const auto fault = genesis::find_fault(document)) throw std::runtime_error(*fault);
  state_.apply(genesis::initial_state(document).writes);
  tip_ = {genesis::chain_id(document), Height{0}, document.time, {}};
}

types::BlockId GovernedChain::tip_id() const {
  return {crypto::sha256(as_bytes("block " + tip_.height.text())).bytes};
}

void GovernedChain::queue_action(std::size_t member, types::Action action) {
  types::TransactionPayload payload;
  payload.chain_id = tip_.chain_id;
  payload.sender = member_address(member);
  payload.nonce = nonces_.at(member)++;
  payload.actions.push_back(std::move(action));
  payload.expires_at = after(tip_.time, kDayMs);
  auto transaction = types::Transaction::from({std::move(payload), {}});
  if (!transaction) throw std::runtime_error("a transaction of the test is malformed");
  queued_.push_back(std::make_shared<const types::Transaction>(std::move(*transaction)));
}

void GovernedChain::queue_ready(const std::string& name) {
  const auto message = contracts::accounts::ready_message(tip_.chain_id, tip_.height, tip_id());
  queue(2, contracts::accounts::ReadyNode{Slug{name}, tip_.height, tip_id(),
                                          key_of(name).sign(message, Hash{})});
}

const GovernedChain::Block& GovernedChain::run_block(DurationMs later,
                                                     const types::RecoveryManifest* recovery) {
  tip_ = {tip_.chain_id, next(tip_.height), after(tip_.time, later), tip_id(), recovery};
  auto transactions = std::exchange(queued_, {});
  auto result = execution::execute_block(processor_, state_, tip_, transactions,
                                         [](const types::Transaction&, const types::Auth&) { return true; });
  if (!result) throw std::runtime_error("a transaction of the test makes the block invalid");
  state_.apply(result->writes);
  for (const auto name : processor_.broken_invariants(state_))
    throw std::runtime_error("broken invariant: " + std::string(name));
  blocks_.push_back({std::move(transactions), std::move(*result)});
  return blocks_.back();
}

}  // namespace kula::tests
