#include "ledger/types/merkle_list.h"

#include <gtest/gtest.h>

#include "ledger/crypto/tags.h"

namespace kula::types {
namespace {

std::vector<Hash> leaves_of(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i)
    leaves.push_back(crypto::sha256(as_bytes("leaf " + std::to_string(i))));
  return leaves;
}

Hash hash_node(const Hash& left, const Hash& right) {
  const Bytes prefix = {0x02};
  return crypto::sha256({prefix, left.view(), right.view()});
}

// RFC 9162, section 2.1.1, by its recursive definition.
Hash reference_root(const std::vector<Hash>& leaves, std::size_t from, std::size_t to) {
  if (from == to) return Hash{};
  if (to - from == 1) return leaves[from];
  std::size_t left = 1;
  while (left * 2 < to - from) left *= 2;
  return hash_node(reference_root(leaves, from, from + left), reference_root(leaves, from + left, to));
}

// RFC 9162, section 2.1.3.1, by its recursive definition; leaf first.
void reference_path(const std::vector<Hash>& leaves, std::size_t from, std::size_t to, std::size_t index,
                    std::vector<Hash>& path) {
  if (to - from == 1) return;
  std::size_t left = 1;
  while (left * 2 < to - from) left *= 2;
  if (index < from + left) {
    reference_path(leaves, from, from + left, index, path);
    path.push_back(reference_root(leaves, from + left, to));
  } else {
    reference_path(leaves, from + left, to, index, path);
    path.push_back(reference_root(leaves, from, from + left));
  }
}

TEST(ListProof, IsRefusedAfterAnyMutation) {
  for (std::size_t size = 1; size <= 33; ++size) {
    const auto leaves = leaves_of(size);
    const Hash root = list_root(leaves);
    for (std::size_t index = 0; index < size; ++index) {
      const ListProof good = prove_in_list(leaves, index);
      for (std::size_t i = 0; i < good.siblings.size(); ++i) {
        ListProof changed = good;
        changed.siblings[i].bytes[i % 32] ^= 0x80;
        EXPECT_FALSE(verify_in_list(root, leaves[index], changed));
        changed = good;
        changed.siblings.erase(changed.siblings.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(verify_in_list(root, leaves[index], changed));
        changed = good;
        changed.siblings.insert(changed.siblings.begin() + static_cast<std::ptrdiff_t>(i), good.siblings[i]);
        EXPECT_FALSE(verify_in_list(root, leaves[index], changed));
      }
      ListProof longer = good;
      longer.siblings.push_back(Hash{});
      EXPECT_FALSE(verify_in_list(root, leaves[index], longer));
      EXPECT_FALSE(verify_in_list(Hash{}, leaves[index], good));
      EXPECT_FALSE(verify_in_list(root, Hash{}, good));
      for (std::size_t other = 0; other < size; ++other) {
        if (other == index) continue;
        EXPECT_FALSE(verify_in_list(root, leaves[other], good)) << size << " " << index << " " << other;
        ListProof moved = good;
        moved.index = other;
        EXPECT_FALSE(verify_in_list(root, leaves[index], moved)) << size << " " << index << " " << other;
      }
    }
  }
}

TEST(ListProof, IsRefusedWithAnIndexOutsideOfTheList) {
  const auto leaves = leaves_of(4);
  ListProof proof = prove_in_list(leaves, 3);
  for (const std::uint64_t index : {std::uint64_t{4}, std::uint64_t{7}, UINT64_MAX}) {
    proof.index = index;
    EXPECT_FALSE(verify_in_list(list_root(leaves), leaves[3], proof));
  }
  EXPECT_FALSE(verify_in_list(Hash{}, Hash{}, ListProof{}));
  EXPECT_FALSE(verify_in_list(list_root(leaves), leaves[3],
                              ListProof{3, UINT64_MAX, prove_in_list(leaves, 3).siblings}));
}

TEST(ListProof, OfTheLastLeafDoesNotPassForAListOfOne) {
  for (std::size_t size = 2; size <= 33; ++size) {
    const auto leaves = leaves_of(size);
    ListProof proof = prove_in_list(leaves, size - 1);
    proof.index = 0;
    proof.size = 1;
    EXPECT_FALSE(verify_in_list(list_root(leaves), leaves.back(), proof)) << size;
  }
}

TEST(ListRoot, AgreesWithTheRecursiveDefinition) {
  for (std::size_t size = 0; size <= 33; ++size) {
    const auto leaves = leaves_of(size);
    EXPECT_EQ(list_root(leaves), reference_root(leaves, 0, size)) << size;
  }
}

TEST(ListProof, AgreesWithTheRecursiveDefinitionAndVerifies) {
  for (std::size_t size = 1; size <= 33; ++size) {
    const auto leaves = leaves_of(size);
    const Hash root = reference_root(leaves, 0, size);
    for (std::size_t index = 0; index < size; ++index) {
      const ListProof proof = prove_in_list(leaves, index);
      std::vector<Hash> path;
      reference_path(leaves, 0, size, index, path);
      EXPECT_EQ(proof.siblings, path) << size << " " << index;
      EXPECT_EQ(proof.index, index);
      EXPECT_EQ(proof.size, size);
      EXPECT_TRUE(verify_in_list(root, leaves[index], ListProof{index, size, path})) << size << " " << index;
    }
  }
}

TEST(ListProofDeathTest, StopsTheProcessForALeafThatIsNotThere) {
  EXPECT_DEATH(static_cast<void>(prove_in_list(leaves_of(3), 3)), "leaf that is not there");
}

}  // namespace
}  // namespace kula::types
