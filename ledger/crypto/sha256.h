// SHA-256 (FIPS 180-4) and the tagged hashes of BIP340.
#pragma once

#include <initializer_list>

#include "ledger/base/bytes.h"

namespace kula::crypto {

[[nodiscard]] Hash sha256(ByteView bytes);
// SHA-256 over the concatenation of the parts.
[[nodiscard]] Hash sha256(std::initializer_list<ByteView> parts);

// A domain tag: use the constants of tags.h. The digest of its name is computed once.
struct Tag {
  std::string_view name;
};
// SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ parts), BIP340's tagged hash.
[[nodiscard]] Hash tagged_hash(const Tag& tag, std::initializer_list<ByteView> parts);

// Nodes of Merkle trees: SHA-256(prefix ‖ left ‖ right).
[[nodiscard]] Hash node_hash(std::uint8_t prefix, const Hash& left, const Hash& right);

}  // namespace kula::crypto
