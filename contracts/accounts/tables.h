// The accounts module's tables. Included by .cpp files only.
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/accounts/nodes.h"
#include "ledger/state/table.h"
#include "ledger/types/validator_set.h"

namespace kula::contracts::accounts {

struct Nonce {
  std::uint64_t next = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("next", next));
  }
};

// A row that only says "yes".
struct Mark {
  template <class Archive>
  void serialize(Archive&) {}
};

struct HandleOwner {
  types::Address address;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("address", address));
  }
};

struct Openings {
  std::uint32_t count = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count));
  }
};

inline constexpr state::Table<Account, types::Address> kAccounts{0x0101, "accounts"};
inline constexpr state::Table<Nonce, types::Address> kNonces{0x0102, "nonces"};
inline constexpr state::Table<HandleOwner, Slug> kHandles{0x0103, "handles"};
inline constexpr state::Table<Mark, Role, types::Address> kRoles{0x0104, "roles"};
inline constexpr state::Table<Mark, crypto::PublicKey, types::Address> kKeyHolders{0x0105, "key_holders"};
inline constexpr state::Table<types::ValidatorSet> kValidatorSet{0x0106, "validator_set"};
inline constexpr state::Table<Openings, types::Address, Period> kOpenings{0x0107, "account_openings"};
inline constexpr state::Table<NodeRecord, Slug> kNodes{0x0108, "nodes"};
inline constexpr state::Table<Mark, Hash> kNodeKeys{0x0109, "node_keys"};

}  // namespace kula::contracts::accounts
