// The accounts module's tables. Included by .cpp files only.
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/accounts/node_evidence.h"
#include "contracts/accounts/node_ready.h"
#include "contracts/accounts/nodes.h"
#include "contracts/accounts/validators.h"
#include "contracts/kernel/mark.h"
#include "ledger/state/table.h"

namespace kula::contracts::accounts {

struct Nonce {
  std::uint64_t next = 0;
  std::uint16_t standing = 0;  // bit i: key i of the auth stands for the account (keys.h). It is here because
                               // every transaction writes this row
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("next", next), codec::field("standing", standing));
  }
};

// The period in which two accounts last ceased to share a key.
struct KeyTie {
  Period ended;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("ended", ended));
  }
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

// The node that a TLS or consensus key belongs to, retired or not.
struct NodeKeyOwner {
  Slug name;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name));
  }
};

struct PersonCount {
  std::uint64_t count = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count));
  }
};

inline constexpr state::Table<Account, types::Address> kAccounts{0x0101, "accounts"};
inline constexpr state::Table<Nonce, types::Address> kNonces{0x0102, "nonces"};
inline constexpr state::Table<HandleOwner, Slug> kHandles{0x0103, "handles"};
inline constexpr state::Table<Mark, Role, types::Address> kRoles{0x0104, "roles"};
// The accounts that a key stands for.
inline constexpr state::Table<Mark, crypto::PublicKey, types::Address> kKeyHolders{0x0105, "key_holders"};
inline constexpr state::Table<types::ValidatorSet> kValidatorSet{0x0106, "validator_set"};
inline constexpr state::Table<Openings, types::Address, Period> kOpenings{0x0107, "account_openings"};
inline constexpr state::Table<NodeRecord, Slug> kNodes{0x0108, "nodes"};
inline constexpr state::Table<NodeKeyOwner, Hash> kTlsKeys{0x0109, "tls_keys"};
inline constexpr state::Table<NodeReadiness, Slug> kNodeReadiness{0x010a, "node_readiness"};
inline constexpr state::Table<NodeEvidence, crypto::PublicKey, types::Epoch, types::View, Contradiction>
    kNodeEvidence{0x010b, "node_evidence"};
inline constexpr state::Table<EpochStart> kEpoch{0x010c, "epoch"};
inline constexpr state::Table<types::ValidatorSet, types::Epoch> kEpochSets{0x010d, "epoch_sets"};
inline constexpr state::Table<PersonCount> kPersons{0x010e, "persons"};
inline constexpr state::Table<PersonCount, Period> kNewPersons{0x010f, "new_persons"};
// The lower address first.
inline constexpr state::Table<KeyTie, types::Address, types::Address> kKeyTies{0x0110, "key_ties"};
// Apart from the TLS keys, of which registering proves nothing: else naming another's consensus key as a TLS
// key would keep him from registering it.
inline constexpr state::Table<NodeKeyOwner, crypto::PublicKey> kConsensusKeys{0x0111, "consensus_keys"};

}  // namespace kula::contracts::accounts
