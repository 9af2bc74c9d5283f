// Proofs out of the tree, judged by ledger/types alone.
#include "ledger/state/state_tree.h"
#include "tests/ledger/state/tree_fixture.h"

namespace kula::state {
namespace {

using tests::KeyMaker;
using tests::SeededRandom;
using tests::TreeFixture;
using types::StateKeyHash;
using types::StateProof;

class StateTreeProof : public testing::Test {
 protected:
  StateTreeProof() {
    std::map<StateKeyHash, std::optional<Hash>> changes;
    for (int i = 0; i < 200; ++i) changes[keys_.next()] = random_.fixed<Hash>();
    tree_.apply(changes);
  }
  [[nodiscard]] TreeLookup prove(const StateKeyHash& key) const {
    return prove_in_tree(tree_.pages, tree_.root, key);
  }
  // Whether `proof` passes for what `honest` says about the key.
  [[nodiscard]] bool passes(const StateKeyHash& key, const TreeLookup& honest,
                            const StateProof& proof) const {
    return honest.value_hash ? types::verify_inclusion(tree_.root.hash, key, *honest.value_hash, proof)
                             : types::verify_absence(tree_.root.hash, key, proof);
  }
  // Keys that are there, and absent keys whose paths end at leaves and at nothing.
  [[nodiscard]] std::vector<StateKeyHash> some_keys(std::size_t count) {
    std::vector<StateKeyHash> some;
    for (std::size_t i = 0; i < count; ++i) {
      const auto there = static_cast<std::ptrdiff_t>(random_.below(tree_.leaves.size()));
      some.push_back(std::next(tree_.leaves.begin(), there)->first);
      some.push_back(keys_.next());
    }
    return some;
  }

  SeededRandom random_;
  KeyMaker keys_{random_};
  TreeFixture tree_;
};

TEST_F(StateTreeProof, FailsWithAnyBitOfASiblingTurned) {
  for (const auto& key : some_keys(4)) {
    const TreeLookup honest = prove(key);
    ASSERT_TRUE(passes(key, honest, honest.proof));
    for (std::size_t i = 0; i < honest.proof.siblings.size(); ++i) {
      // Every bit, or of long proofs a few bits of every sibling.
      const std::size_t step = honest.proof.siblings.size() <= 32 ? 1 : 61;
      for (std::size_t bit = random_.below(step); bit < 256; bit += step) {
        StateProof proof = honest.proof;
        auto& byte = proof.siblings[i].bytes[bit / 8];
        byte = static_cast<std::uint8_t>(byte ^ 1 << bit % 8);
        ASSERT_FALSE(passes(key, honest, proof)) << "sibling " << i << ", bit " << bit;
      }
    }
  }
}

TEST_F(StateTreeProof, FailsWithASiblingMoreOrLessOrInAnotherPlace) {
  for (const auto& key : some_keys(8)) {
    const TreeLookup honest = prove(key);
    const auto& siblings = honest.proof.siblings;
    for (std::size_t i = 0; i <= siblings.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      for (const Hash& extra :
           {Hash{}, random_.fixed<Hash>(), siblings.empty() ? Hash{} : siblings.front()}) {
        StateProof longer = honest.proof;
        longer.siblings.insert(longer.siblings.begin() + at, extra);
        ASSERT_FALSE(passes(key, honest, longer)) << i;
      }
      if (i == siblings.size()) continue;
      StateProof shorter = honest.proof;
      shorter.siblings.erase(shorter.siblings.begin() + at);
      ASSERT_FALSE(passes(key, honest, shorter)) << i;
      StateProof swapped = honest.proof;
      std::swap(swapped.siblings[i], swapped.siblings.back());
      ASSERT_EQ(passes(key, honest, swapped), swapped.siblings == siblings) << i;
    }
  }
}

TEST_F(StateTreeProof, FailsWithAnotherOtherLeaf) {
  std::size_t ended_at_a_leaf = 0;
  std::size_t ended_at_nothing = 0;
  for (const auto& key : some_keys(200)) {
    const TreeLookup honest = prove(key);
    ASSERT_TRUE(passes(key, honest, honest.proof));
    StateProof proof = honest.proof;
    if (proof.other) {
      ++ended_at_a_leaf;
      EXPECT_NE(proof.other->key, key);
      EXPECT_TRUE(tree_.leaves.contains(proof.other->key));
      proof.other->value_hash.bytes[31] ^= 1;
      ASSERT_FALSE(passes(key, honest, proof));
      proof.other.reset();
      ASSERT_FALSE(passes(key, honest, proof));
    } else if (!honest.value_hash) {
      ++ended_at_nothing;
    }
    for (const auto& [foreign, value] : tree_.leaves) {
      if (honest.proof.other && honest.proof.other->key == foreign) continue;
      proof.other = types::StateLeaf{foreign, value};
      ASSERT_FALSE(passes(key, honest, proof));
    }
  }
  EXPECT_GT(ended_at_a_leaf, 0u);
  EXPECT_GT(ended_at_nothing, 0u);
}

TEST_F(StateTreeProof, SaysNothingElseThanTheTruth) {
  for (const auto& key : some_keys(200)) {
    const TreeLookup honest = prove(key);
    if (honest.value_hash) {
      EXPECT_FALSE(types::verify_absence(tree_.root.hash, key, honest.proof));
      EXPECT_FALSE(types::verify_inclusion(tree_.root.hash, key, random_.fixed<Hash>(), honest.proof));
    } else {
      EXPECT_FALSE(types::verify_inclusion(tree_.root.hash, key, random_.fixed<Hash>(), honest.proof));
      EXPECT_FALSE(types::verify_inclusion(tree_.root.hash, key, Hash{}, honest.proof));
    }
    EXPECT_FALSE(passes(key, honest, {}));
  }
}

TEST_F(StateTreeProof, ProvesEveryKeyAndTheAbsenceOfItsNeighbours) {
  for (const auto& [key, value] : tree_.leaves) {
    const TreeLookup found = prove(key);
    ASSERT_EQ(found.value_hash, value);
    ASSERT_TRUE(types::verify_inclusion(tree_.root.hash, key, value, found.proof));
    for (std::size_t bit = random_.below(8); bit < 256; bit += 8) {
      StateKeyHash neighbour = key;
      auto& byte = neighbour.bytes[bit / 8];
      byte = static_cast<std::uint8_t>(byte ^ 1 << bit % 8);
      if (tree_.leaves.contains(neighbour)) continue;
      const TreeLookup absent = prove(neighbour);
      ASSERT_FALSE(absent.value_hash);
      ASSERT_TRUE(types::verify_absence(tree_.root.hash, neighbour, absent.proof));
    }
  }
}

TEST_F(StateTreeProof, ProvesAbsenceInTreesOfNoneAndOne) {
  const auto key = random_.fixed<StateKeyHash>();
  const TreeLookup in_none = prove_in_tree(tree_.pages, {}, key);
  EXPECT_FALSE(in_none.value_hash);
  EXPECT_TRUE(types::verify_absence(Hash{}, key, in_none.proof));

  TreeFixture one;
  one.apply({{keys_.next(), Hash{{1}}}});
  const TreeLookup in_one = prove_in_tree(one.pages, one.root, key);
  EXPECT_FALSE(in_one.value_hash);
  EXPECT_TRUE(types::verify_absence(one.root.hash, key, in_one.proof));
  const auto& only = one.root.only_leaf->key;
  const TreeLookup found = prove_in_tree(one.pages, one.root, only);
  EXPECT_TRUE(types::verify_inclusion(one.root.hash, only, Hash{{1}}, found.proof));
}

}  // namespace
}  // namespace kula::state
