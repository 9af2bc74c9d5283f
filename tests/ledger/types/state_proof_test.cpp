#include "ledger/types/state_proof.h"

#include <gtest/gtest.h>

#include "ledger/crypto/tags.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::types {
namespace {

bool bit(const StateKeyHash& key, std::size_t index) {
  return (key.bytes[index / 8] << (index % 8) & 0x80) != 0;
}

Hash hash_of(std::uint8_t prefix, ByteView left, ByteView right) {
  const Bytes first = {prefix};
  return crypto::sha256({first, left, right});
}

// The tree by its definition: splits the leaves bit by bit.
struct ProvingTree {
  std::vector<StateLeaf> leaves;

  [[nodiscard]] static Hash hash(const std::vector<StateLeaf>& under, std::size_t depth) {
    if (under.empty()) return Hash{};
    if (under.size() == 1) return hash_of(0x00, under[0].key.view(), under[0].value_hash.view());
    const auto [left, right] = split(under, depth);
    return hash_of(0x01, hash(left, depth + 1).view(), hash(right, depth + 1).view());
  }
  [[nodiscard]] static std::pair<std::vector<StateLeaf>, std::vector<StateLeaf>> split(
      const std::vector<StateLeaf>& under, std::size_t depth) {
    std::pair<std::vector<StateLeaf>, std::vector<StateLeaf>> halves;
    for (const auto& leaf : under) (bit(leaf.key, depth) ? halves.second : halves.first).push_back(leaf);
    return halves;
  }
  [[nodiscard]] Hash root() const { return hash(leaves, 0); }
  [[nodiscard]] StateProof prove(const StateKeyHash& key) const {
    StateProof proof;
    auto under = leaves;
    for (std::size_t depth = 0; under.size() > 1; ++depth) {
      const auto [left, right] = split(under, depth);
      proof.siblings.push_back(hash(bit(key, depth) ? left : right, depth + 1));
      under = bit(key, depth) ? right : left;
    }
    if (under.size() == 1 && under[0].key != key) proof.other = under[0];
    return proof;
  }
};

StateKeyHash key_with(std::initializer_list<int> first_bits) {
  StateKeyHash key;
  std::size_t at = 0;
  for (const int value : first_bits) {
    if (value == 1) key.bytes[at / 8] = static_cast<std::uint8_t>(key.bytes[at / 8] | 0x80 >> at % 8);
    ++at;
  }
  return key;
}

Hash value_of(std::uint8_t number) { return state_value_hash(Bytes{number}); }

// 00…, 010…, 0111…, 1…: leaves at several depths, and one subtree whose other side is empty.
ProvingTree small_tree() {
  return {{{key_with({0, 0}), value_of(1)},
           {key_with({0, 1, 0}), value_of(2)},
           {key_with({0, 1, 1, 1, 1, 0}), value_of(3)},
           {key_with({0, 1, 1, 1, 1, 1}), value_of(4)},
           {key_with({1}), value_of(5)}}};
}

TEST(StateProof, RefusesMoreSiblingsThanAKeyHasBits) {
  // A root made for the proof: 257 nodes above the end, all to the left of an empty side but for the last,
  // which is tried on both sides.
  const StateKeyHash key = key_with({});
  StateProof proof;
  proof.siblings.resize(257);
  for (const Hash& end : {state_leaf_hash(key, value_of(1)), Hash{}}) {
    for (const bool right : {false, true}) {
      const Hash empty;
      Hash root = right ? hash_of(0x01, empty.view(), end.view()) : hash_of(0x01, end.view(), empty.view());
      for (int i = 0; i < 256; ++i) root = hash_of(0x01, root.view(), empty.view());
      EXPECT_FALSE(verify_inclusion(root, key, value_of(1), proof));
      EXPECT_FALSE(verify_absence(root, key, proof));
    }
  }
}

TEST(StateProof, InclusionIsNoAbsenceAndTheOtherWayRound) {
  const ProvingTree tree = small_tree();
  for (const auto& leaf : tree.leaves) {
    const StateProof proof = tree.prove(leaf.key);
    EXPECT_TRUE(verify_inclusion(tree.root(), leaf.key, leaf.value_hash, proof));
    EXPECT_FALSE(verify_absence(tree.root(), leaf.key, proof));
    StateProof with_itself = proof;
    with_itself.other = leaf;
    EXPECT_FALSE(verify_absence(tree.root(), leaf.key, with_itself));
    EXPECT_FALSE(verify_inclusion(tree.root(), leaf.key, leaf.value_hash, with_itself));
  }
}

TEST(StateProof, RefusesAnotherValueRootOrKey) {
  const ProvingTree tree = small_tree();
  const auto& leaf = tree.leaves[2];
  const StateProof proof = tree.prove(leaf.key);
  EXPECT_FALSE(verify_inclusion(tree.root(), leaf.key, value_of(9), proof));
  EXPECT_FALSE(verify_inclusion(Hash{}, leaf.key, leaf.value_hash, proof));
  for (std::size_t i = 0; i < 256; ++i) {
    StateKeyHash other = leaf.key;
    other.bytes[i / 8] = static_cast<std::uint8_t>(other.bytes[i / 8] ^ 1u << i % 8);
    EXPECT_FALSE(verify_inclusion(tree.root(), other, leaf.value_hash, proof)) << i;
  }
}

TEST(StateProof, RefusesAMutatedPath) {
  const ProvingTree tree = small_tree();
  for (const auto& key : {tree.leaves[3].key, key_with({0, 1, 1, 0}), key_with({1, 1})}) {
    const StateProof good = tree.prove(key);
    const Hash value = value_of(4);
    const bool included = key == tree.leaves[3].key;
    const auto accepted = [&](const StateProof& proof) {
      return included ? verify_inclusion(tree.root(), key, value, proof)
                      : verify_absence(tree.root(), key, proof);
    };
    ASSERT_TRUE(accepted(good));
    for (std::size_t i = 0; i < good.siblings.size(); ++i) {
      StateProof changed = good;
      changed.siblings[i].bytes[0] ^= 1;
      EXPECT_FALSE(accepted(changed));
      changed = good;
      changed.siblings.erase(changed.siblings.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(accepted(changed));
    }
    StateProof longer = good;
    longer.siblings.push_back(Hash{});
    EXPECT_FALSE(accepted(longer));
    if (good.other) {
      StateProof changed = good;
      changed.other->value_hash.bytes[0] ^= 1;
      EXPECT_FALSE(accepted(changed));
      changed.other.reset();
      EXPECT_FALSE(accepted(changed));
    }
  }
}

TEST(StateProof, RefusesAbsenceByALeafFromElsewhere) {
  // The leaf under 1… does not show that 0… is absent, wherever its path is said to end.
  const ProvingTree tree = small_tree();
  StateProof proof = tree.prove(key_with({1, 1}));
  ASSERT_TRUE(proof.other);
  EXPECT_FALSE(verify_absence(tree.root(), key_with({0, 0, 1}), proof));
  EXPECT_TRUE(verify_absence(tree.root(), key_with({1, 1, 1}), proof));
}

TEST(StateProof, RefusesAbsenceByALeafThatStandsInTheWrongPlace) {
  // A root made for the proof: the leaf of 1… hangs on the left, where only keys of 0… belong.
  const StateLeaf misplaced{key_with({1}), value_of(1)};
  const Hash sibling = value_of(2);
  const Hash root =
      hash_of(0x01, state_leaf_hash(misplaced.key, misplaced.value_hash).view(), sibling.view());
  EXPECT_FALSE(verify_absence(root, key_with({0, 1}), StateProof{{sibling}, misplaced}));
}

TEST(StateProof, EmptyAndSingleTreesNeedNoSiblings) {
  const StateKeyHash key = key_with({1, 0, 1});
  EXPECT_TRUE(verify_absence(Hash{}, key, StateProof{}));
  EXPECT_FALSE(verify_absence(value_of(1), key, StateProof{}));
  const ProvingTree single{{{key, value_of(1)}}};
  EXPECT_EQ(single.root(), state_leaf_hash(key, value_of(1)));
  EXPECT_TRUE(verify_inclusion(single.root(), key, value_of(1), StateProof{}));
  EXPECT_TRUE(verify_absence(single.root(), key_with({0}), single.prove(key_with({0}))));
}

TEST(StateProof, ReachesTheLastBitOfTheKey) {
  StateKeyHash last = key_with({});
  last.bytes[31] = 1;
  const ProvingTree tree{{{key_with({}), value_of(1)}, {last, value_of(2)}}};
  const StateProof proof = tree.prove(last);
  EXPECT_EQ(proof.siblings.size(), 256u);
  EXPECT_TRUE(verify_inclusion(tree.root(), last, value_of(2), proof));
}

TEST(StateProof, VerifiesOnRandomTrees) {
  tests::SeededRandom random;
  for (int round = 0; round < 12; ++round) {
    ProvingTree tree;
    for (std::size_t i = random.below(16); i > 0; --i) {
      tree.leaves.push_back({random.fixed<StateKeyHash>(), random.fixed<Hash>()});
      // Half of the keys differ from the one before in one late bit only, for deep paths.
      if (random.coin()) {
        StateLeaf close = tree.leaves.back();
        close.key.bytes[random.below(32)] ^= 1;
        tree.leaves.push_back(close);
      }
    }
    const Hash root = tree.root();
    for (const auto& leaf : tree.leaves) {
      EXPECT_TRUE(verify_inclusion(root, leaf.key, leaf.value_hash, tree.prove(leaf.key)));
      StateKeyHash absent = leaf.key;
      absent.bytes[random.below(32)] ^= 6;
      EXPECT_TRUE(verify_absence(root, absent, tree.prove(absent)));
      EXPECT_FALSE(verify_absence(root, leaf.key, tree.prove(absent)));
    }
  }
}

TEST(StateKeyHash, KeepsTablesAndKeysApart) {
  EXPECT_NE(state_key_hash(1, Bytes{2}), state_key_hash(2, Bytes{2}));
  EXPECT_NE(state_key_hash(1, Bytes{2}), state_key_hash(1, Bytes{2, 0}));
  EXPECT_NE(state_key_hash(0x0102, Bytes{}), state_key_hash(0x0201, Bytes{}));
  // Python: tagged hash of 01 02 03.
  EXPECT_EQ(state_key_hash(0x0102, Bytes{3}).text(),
            "a991bb27aeefdb3b58b7f8b106c239aeb69de601aa8349887833f2cf4d97b7e1");
  EXPECT_EQ(state_value_hash(Bytes{3}).text(),
            "ed3d7a766d2e8333cf908abd57ec045f931aa074935d03cd612f1ad93422c8e5");
}

}  // namespace
}  // namespace kula::types
