// What all nodes of a simulated network share: genesis, contracts, validators' keys and people. Made once a
// size and process; nothing in it changes.
#pragma once

#include "contracts/processor.h"
#include "ledger/ledger.h"
#include "ledger/storage/memory_store.h"
#include "node/engine/ports.h"

namespace kula::sim {

struct Member {  // a node that the registry names from genesis on
  std::string name;
  engine::PeerId peer;                    // its TLS key's hash
  std::optional<std::string> key_holder;  // of its consensus key: secret_key(*key_holder)
};

class Chain {
 public:
  // `validators` in the first set; `observers` and `candidates` (nodes with a consensus key that is in no set
  // yet) in the registry.
  struct Size {
    std::size_t validators = 4;
    std::size_t observers = 0;
    std::size_t candidates = 0;
    auto operator<=>(const Size&) const = default;
  };
  [[nodiscard]] static const Chain& of(const Size& size);
  explicit Chain(const Size& size);

  [[nodiscard]] const ledger::GenesisState& genesis() const { return genesis_; }
  [[nodiscard]] const types::ValidatorSet& first_set() const { return first_set_; }
  [[nodiscard]] const types::BlockId& first_block() const { return first_block_; }
  [[nodiscard]] const types::ChainId& id() const { return genesis_.chain_id; }
  [[nodiscard]] const contracts::ContractProcessor& contracts() const { return contracts_; }
  // Validators in set order, then candidates, then observers.
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  // A store with the genesis block.
  [[nodiscard]] std::unique_ptr<storage::MemoryStore> new_store() const { return store_->snapshot(); }

  [[nodiscard]] static crypto::SecretKey secret_key(std::string_view holder);
  [[nodiscard]] static types::Auth auth_of(std::string_view handle);
  [[nodiscard]] static types::Address address_of(std::string_view handle);
  [[nodiscard]] types::TransactionPointer transaction(std::string_view handle, std::uint64_t nonce,
                                                      TimeMs expires_at,
                                                      std::vector<types::Action> actions) const;

 private:
  contracts::ContractProcessor contracts_;
  std::vector<Member> members_;
  ledger::GenesisState genesis_;
  types::ValidatorSet first_set_;
  types::BlockId first_block_;
  std::unique_ptr<storage::MemoryStore> store_;
};

inline constexpr std::size_t kClients = 6;  // accounts with credits: client-0 …
[[nodiscard]] std::string client_handle(std::size_t number);
// credits.transfer of one minor unit.
[[nodiscard]] types::Action transfer_to(std::string_view handle);

// Of proposals: short, so that a run sees their end.
inline constexpr DurationMs kVotingMs = 2 * kSecondMs;
inline constexpr DurationMs kTimelockMs = 1 * kSecondMs;

inline constexpr TimeMs kGenesisTime{1'700'000'000'000};

}  // namespace kula::sim
