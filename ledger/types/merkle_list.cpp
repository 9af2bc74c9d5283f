#include "ledger/types/merkle_list.h"

#include "ledger/base/check.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

namespace {
Hash node(const Hash& left, const Hash& right) {
  return crypto::node_hash(crypto::kPrefixListNode, left, right);
}

// One level up. A last node without a partner rises unchanged, which is RFC 9162's shape built from below.
void fold_level(std::vector<Hash>& level) {
  for (std::size_t i = 0; i + 1 < level.size(); i += 2) level[i / 2] = node(level[i], level[i + 1]);
  if (level.size() % 2 == 1) level[level.size() / 2] = level.back();
  level.resize((level.size() + 1) / 2);
}
}  // namespace

Hash list_root(const std::vector<Hash>& leaves) {
  if (leaves.empty()) return Hash{};
  std::vector<Hash> level = leaves;
  while (level.size() > 1) fold_level(level);
  return level.front();
}

ListProof prove_in_list(const std::vector<Hash>& leaves, std::uint64_t index) {
  KULA_CHECK(index < leaves.size(),
             "a list proof was asked for a leaf that is not there; report this as a bug");
  ListProof proof{index, leaves.size(), {}};
  std::vector<Hash> level = leaves;
  for (std::uint64_t at = index; level.size() > 1; at /= 2) {
    const std::uint64_t sibling = at ^ 1;
    if (sibling < level.size()) proof.siblings.push_back(level[sibling]);
    fold_level(level);
  }
  return proof;
}

// RFC 9162, section 2.1.3.2.
bool verify_in_list(const Hash& root, const Hash& leaf, const ListProof& proof) {
  if (proof.index >= proof.size) return false;
  std::uint64_t at = proof.index;
  std::uint64_t last = proof.size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof.siblings) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      hash = node(sibling, hash);
      while (at % 2 == 0 && at != 0) {
        at /= 2;
        last /= 2;
      }
    } else {
      hash = node(hash, sibling);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 && hash == root;
}

}  // namespace kula::types
