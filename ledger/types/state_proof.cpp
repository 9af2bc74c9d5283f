#include "ledger/types/state_proof.h"

#include "ledger/base/check.h"
#include "ledger/crypto/tags.h"
#include "ledger/types/key_bits.h"
#include "ledger/types/limits.h"

namespace kula::types {

namespace {

// The root that results when the path of `key` ends at `end`, below siblings.size() nodes.
Hash fold(Hash end, const StateKeyHash& key, const std::vector<Hash>& siblings) {
  for (std::size_t depth = siblings.size(); depth-- > 0;) {
    end = bit_of(key, depth) ? crypto::node_hash(crypto::kPrefixStateNode, siblings[depth], end)
                             : crypto::node_hash(crypto::kPrefixStateNode, end, siblings[depth]);
  }
  return end;
}

bool share_first_bits(const StateKeyHash& a, const StateKeyHash& b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (bit_of(a, i) != bit_of(b, i)) return false;
  }
  return true;
}

}  // namespace

StateKeyHash state_key_hash(std::uint16_t table, ByteView key) {
  const std::array<std::uint8_t, 2> big_endian = {static_cast<std::uint8_t>(table >> 8),
                                                  static_cast<std::uint8_t>(table)};
  return StateKeyHash{crypto::tagged_hash(crypto::kTagStateKey, {big_endian, key}).bytes};
}

StateKeyHash hash_of_key(ByteView full_key) {
  KULA_CHECK(full_key.size() >= kTableBytes, "a state key without a table; report this as a bug");
  const auto table = static_cast<std::uint16_t>(full_key[0] << 8 | full_key[1]);
  return state_key_hash(table, full_key.subspan(kTableBytes));
}

Hash state_value_hash(ByteView value) { return crypto::tagged_hash(crypto::kTagStateValue, {value}); }

Hash state_leaf_hash(const StateKeyHash& key, const Hash& value_hash) {
  return crypto::node_hash(crypto::kPrefixStateLeaf, Hash{key.bytes}, value_hash);
}

bool verify_inclusion(const Hash& root, const StateKeyHash& key, const Hash& value_hash,
                      const StateProof& proof) {
  if (proof.siblings.size() > kMaxProofSiblings || proof.other) return false;
  return fold(state_leaf_hash(key, value_hash), key, proof.siblings) == root;
}

bool verify_absence(const Hash& root, const StateKeyHash& key, const StateProof& proof) {
  if (proof.siblings.size() > kMaxProofSiblings) return false;
  Hash end;  // zero: an empty subtree
  if (proof.other) {
    const StateLeaf& other = *proof.other;
    if (other.key == key || !share_first_bits(other.key, key, proof.siblings.size())) return false;
    end = state_leaf_hash(other.key, other.value_hash);
  }
  return fold(end, key, proof.siblings) == root;
}

}  // namespace kula::types
