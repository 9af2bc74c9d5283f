// Merkle trees over lists: RFC 9162's shape (left subtree the largest power of two below the size), our node
// prefix. Leaves are already domain-separated hashes. The root of no leaves is zero; of one leaf, that leaf.
#pragma once

#include <optional>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/codec/field.h"

namespace kula::types {

[[nodiscard]] Hash list_root(const std::vector<Hash>& leaves);

// Leaf `index` of `size` leaves: siblings from the leaf up.
struct ListProof {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::vector<Hash> siblings;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("index", index), codec::field("size", size), codec::field("siblings", siblings));
  }
};
// REQUIRES index < leaves.size().
[[nodiscard]] ListProof prove_in_list(const std::vector<Hash>& leaves, std::uint64_t index);
[[nodiscard]] bool verify_in_list(const Hash& root, const Hash& leaf, const ListProof& proof);

}  // namespace kula::types
