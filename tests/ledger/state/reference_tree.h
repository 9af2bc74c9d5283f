// The state tree by its definition, without pages, versions or code of ledger/state: what the real one is
// judged by.
#pragma once

#include <map>
#include <vector>

#include "ledger/crypto/sha256.h"
#include "ledger/types/state_proof.h"

namespace kula::tests {

class ReferenceTree {
 public:
  using Leaves = std::map<types::StateKeyHash, Hash>;

  [[nodiscard]] static Hash root(const Leaves& leaves) {
    return hash_of(std::vector<Leaf>(leaves.begin(), leaves.end()), 0);
  }

 private:
  using Leaf = std::pair<types::StateKeyHash, Hash>;

  static bool bit(const types::StateKeyHash& key, std::size_t index) {
    return (key.bytes[index / 8] << (index % 8) & 0x80) != 0;
  }
  static Hash hash_of(const std::vector<Leaf>& leaves, std::size_t depth) {
    if (leaves.empty()) return Hash{};
    if (leaves.size() == 1) {
      return crypto::sha256({Bytes{0x00}, leaves[0].first.view(), leaves[0].second.view()});
    }
    std::vector<Leaf> halves[2];
    for (const Leaf& leaf : leaves) halves[bit(leaf.first, depth) ? 1 : 0].push_back(leaf);
    const Hash left = hash_of(halves[0], depth + 1);
    const Hash right = hash_of(halves[1], depth + 1);
    return crypto::sha256({Bytes{0x01}, left.view(), right.view()});
  }
};

}  // namespace kula::tests
