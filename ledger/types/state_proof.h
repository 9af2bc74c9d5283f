// Proofs that a (table, key) has a value, or none, under a state root. Format: README.md. Verifying needs no
// database.
#pragma once

#include <optional>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/codec/field.h"

namespace kula::types {

struct StateKeyTag;
using StateKeyHash = FixedBytes<32, StateKeyTag>;

// Place of a key in the tree: tagged hash of table (big-endian u16) and canonical key bytes.
[[nodiscard]] StateKeyHash state_key_hash(std::uint16_t table, ByteView key);
// The same of a full key, which begins with these bytes of its table. REQUIRES them.
inline constexpr std::size_t kTableBytes = 2;
[[nodiscard]] StateKeyHash hash_of_key(ByteView full_key);
[[nodiscard]] Hash state_value_hash(ByteView value);
// SHA-256(kPrefixStateLeaf ‖ key hash ‖ value hash).
[[nodiscard]] Hash state_leaf_hash(const StateKeyHash& key, const Hash& value_hash);

struct StateLeaf {
  StateKeyHash key;
  Hash value_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key", key), codec::field("value_hash", value_hash));
  }
  bool operator==(const StateLeaf&) const = default;
};

// Siblings from the root down to where the path ends: at the key's own leaf (inclusion), at another leaf or
// at an empty subtree (absence; `other` holds that leaf, if there is one).
struct StateProof {
  std::vector<Hash> siblings;
  std::optional<StateLeaf> other;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("siblings", siblings), codec::field("other", other));
  }
};

[[nodiscard]] bool verify_inclusion(const Hash& root, const StateKeyHash& key, const Hash& value_hash,
                                    const StateProof& proof);
[[nodiscard]] bool verify_absence(const Hash& root, const StateKeyHash& key, const StateProof& proof);

}  // namespace kula::types
