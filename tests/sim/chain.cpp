#include "tests/sim/chain.h"

#include <map>

#include "contracts/credits/transfer.h"
#include "genesis/devnet.h"
#include "genesis/initial_state.h"
#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/sha256.h"

namespace kula::sim {

namespace {

Hash tls_key_of(const std::string& name) { return crypto::sha256(as_bytes("tls of " + name)); }

genesis::GenesisNode genesis_node(const Member& member) {
  genesis::GenesisNode node;
  node.name = *Slug::from_text(member.name);
  node.operator_handle = *Slug::from_text(genesis::kDevnetOperator);
  node.tls_key = member.peer;
  if (member.key_holder) node.consensus_key = Chain::secret_key(*member.key_holder).public_key();
  node.endpoint = member.name + ":7001";
  return node;
}

std::vector<Member> members_of(const Chain::Size& size) {
  std::vector<Member> members;
  const auto add = [&members](const std::string& kind, std::size_t count, bool has_key) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = kind + "-" + std::to_string(i);
      members.push_back({name, tls_key_of(name), has_key ? std::optional(name) : std::nullopt});
    }
  };
  add("validator", size.validators, true);
  const auto by_key = [](const Member& a, const Member& b) {
    return Chain::secret_key(*a.key_holder).public_key() < Chain::secret_key(*b.key_holder).public_key();
  };
  std::sort(members.begin(), members.end(), by_key);  // set order: member i is validator i of the first epoch
  add("candidate", size.candidates, true);
  add("observer", size.observers, false);
  return members;
}

}  // namespace

std::string client_handle(std::size_t number) { return "client-" + std::to_string(number); }

types::Action transfer_to(std::string_view handle) {
  const contracts::credits::Transfer transfer{Chain::address_of(handle), Amount{1}, std::nullopt};
  return {contracts::credits::Transfer::kNumber, codec::encode(transfer)};
}

const Chain& Chain::of(const Size& size) {
  static std::map<Size, std::unique_ptr<Chain>> chains;
  auto& chain = chains[size];
  if (!chain) chain = std::make_unique<Chain>(size);
  return *chain;
}

Chain::Chain(const Size& size)
    : members_(members_of(size)), store_(std::make_unique<storage::MemoryStore>()) {
  const auto key_of = [](std::string_view handle) { return secret_key(handle).public_key(); };
  std::vector<genesis::GenesisNode> nodes;
  for (std::size_t i = 0; i < size.validators; ++i) nodes.push_back(genesis_node(members_[i]));
  auto document = genesis::devnet_document(kGenesisTime, nodes, key_of);
  document.policy.governance.min_voting_ms = kVotingMs;
  document.policy.governance.timelock_ms = kTimelockMs;
  document.policy.governance.flip_window_ms = 0;
  for (std::size_t i = size.validators; i < members_.size(); ++i)
    document.nodes.push_back(genesis_node(members_[i]));
  for (std::size_t i = 0; i < kClients; ++i) {
    genesis::GenesisAccount account;
    account.handle = *Slug::from_text(client_handle(i));
    account.auth = auth_of(client_handle(i));
    account.credits = Amount{1'000'000};
    document.accounts.push_back(std::move(account));
  }
  const auto fault = genesis::find_fault(document);
  KULA_CHECK(!fault, "the simulated network's genesis has a fault");
  auto initial = genesis::initial_state(document);
  genesis_ = {genesis::chain_id(document), genesis::canonical_bytes(document), document.time,
              std::move(initial.writes), std::move(initial.events)};
  first_set_ = {document.validators};
  const auto ledger = ledger::Ledger::open(*store_, contracts_, genesis_);
  KULA_CHECK(ledger.has_value(), "the simulated network's genesis does not open");
  first_block_ = (*ledger)->tip_id();
}

// The secret never matters: the keys of a simulation guard nothing.
crypto::SecretKey Chain::secret_key(std::string_view holder) {
  const auto seed = crypto::sha256(as_bytes("simulated key of " + std::string(holder)));
  auto key = crypto::SecretKey::from_bytes(seed.view());
  KULA_CHECK(key.has_value(), "a simulated key is no scalar; choose another name");
  return std::move(*key);
}

types::Auth Chain::auth_of(std::string_view handle) {
  return types::Auth::single(secret_key(handle).public_key());
}

types::Address Chain::address_of(std::string_view handle) { return types::Address::of(auth_of(handle)); }

types::TransactionPointer Chain::transaction(std::string_view handle, std::uint64_t nonce, TimeMs expires_at,
                                             std::vector<types::Action> actions) const {
  types::SignedTransaction value;
  value.payload = {1, id(), address_of(handle), nonce, expires_at, std::move(actions)};
  const auto message = types::signing_message(types::id_of(value.payload));
  value.signatures = {{0, secret_key(handle).sign(message, Hash{})}};
  auto made = types::Transaction::from(std::move(value));
  KULA_CHECK(made.has_value(), "a simulated client made a transaction that is none");
  return std::make_shared<const types::Transaction>(std::move(*made));
}

}  // namespace kula::sim
