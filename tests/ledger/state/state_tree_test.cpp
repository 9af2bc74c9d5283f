#include "ledger/state/state_tree.h"

#include "tests/ledger/state/tree_fixture.h"

namespace kula::state {
namespace {

using tests::KeyMaker;
using tests::ReferenceTree;
using tests::SeededRandom;
using tests::TreeFixture;
using types::StateKeyHash;
using Changes = std::map<StateKeyHash, std::optional<Hash>>;

// New keys, new values for old keys, values that stay the same, removals of keys that are there and that are
// not.
Changes random_changes(SeededRandom& random, KeyMaker& keys, const ReferenceTree::Leaves& leaves,
                       std::size_t count, std::size_t removals_in_ten) {
  Changes changes;
  const auto some_leaf = [&] {
    return std::next(leaves.begin(), static_cast<std::ptrdiff_t>(random.below(leaves.size())));
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (random.below(10) < removals_in_ten) {
      changes[leaves.empty() || random.below(8) == 0 ? keys.next() : some_leaf()->first] = std::nullopt;
    } else if (leaves.empty() || random.coin()) {
      changes[keys.next()] = random.fixed<Hash>();
    } else {
      const auto leaf = some_leaf();
      changes[leaf->first] = random.below(4) == 0 ? leaf->second : random.fixed<Hash>();
    }
  }
  return changes;
}

TEST(StateTree, RefusesChangesOutOfOrder) {
  const tests::MapPages pages;
  StateKeyHash high;
  high.bytes[0] = 1;
  const TreeChanges backwards = {{high, Hash{}}, {StateKeyHash{}, Hash{}}};
  const TreeChanges twice = {{high, Hash{}}, {high, std::nullopt}};
  EXPECT_DEATH((void)update_tree(pages, {}, 1, backwards), "out of order");
  EXPECT_DEATH((void)update_tree(pages, {}, 1, twice), "out of order");
}

TEST(StateTree, StopsAtAPageThatIsAnother) {
  SeededRandom random;
  TreeFixture tree;
  Changes changes;
  for (int i = 0; i < 100; ++i) changes[random.fixed<StateKeyHash>()] = random.fixed<Hash>();
  tree.apply(changes);
  const auto& key = tree.leaves.begin()->first;
  Bytes& page = tree.pages.pages.at({1, {}});
  page[10] = static_cast<std::uint8_t>(page[10] ^ 1);
  EXPECT_DEATH((void)prove_in_tree(tree.pages, tree.root, key), "another hash.*kulad tool repair");
  EXPECT_DEATH((void)update_tree(tree.pages, tree.root, 2, {{key, std::nullopt}}),
               "another hash.*kulad tool repair");
}

TEST(StateTree, OfNoneOrOneLeafHasNoPage) {
  SeededRandom random;
  TreeFixture tree;
  const auto key = random.fixed<StateKeyHash>();
  EXPECT_EQ(tree.apply({{key, std::nullopt}}).root, TreeRoot{});

  const auto one = tree.apply({{key, Hash{{1}}}});
  EXPECT_TRUE(one.pages.empty());
  EXPECT_EQ(one.root.hash, ReferenceTree::root(tree.leaves));
  EXPECT_EQ(one.root.only_leaf, (types::StateLeaf{key, Hash{{1}}}));

  const auto two = tree.apply({{random.fixed<StateKeyHash>(), Hash{{2}}}});
  EXPECT_FALSE(two.pages.empty());
  EXPECT_FALSE(two.root.only_leaf);
  const auto one_again = tree.apply({{key, std::nullopt}});
  EXPECT_TRUE(one_again.pages.empty());
  EXPECT_EQ(one_again.stale.size(), two.pages.size());
  EXPECT_TRUE(one_again.root.only_leaf);
  EXPECT_EQ(tree.apply({{one_again.root.only_leaf->key, std::nullopt}}).root, TreeRoot{});
}

TEST(StateTree, SeparatesKeysThatDifferInTheirLastBitOnly) {
  TreeFixture tree;
  StateKeyHash last;
  last.bytes[31] = 1;
  const auto update = tree.apply({{StateKeyHash{}, Hash{{1}}}, {last, Hash{{2}}}});
  EXPECT_EQ(update.pages.size(), 64u);
  EXPECT_EQ(tree.root.hash, ReferenceTree::root(tree.leaves));
  EXPECT_EQ(prove_in_tree(tree.pages, tree.root, last).proof.siblings.size(), 256u);
  tree.apply({{last, Hash{{3}}}});
  EXPECT_EQ(tree.root.hash, ReferenceTree::root(tree.leaves));
  EXPECT_EQ(tree.apply({{last, std::nullopt}}).stale.size(), 64u);
  EXPECT_EQ(tree.root.hash, ReferenceTree::root(tree.leaves));
}

TEST(StateTree, ChangesThatChangeNothingWriteNothing) {
  SeededRandom random;
  KeyMaker keys(random);
  TreeFixture tree;
  tree.apply(random_changes(random, keys, {}, 200, 0));
  Changes same(tree.leaves.begin(), tree.leaves.end());
  for (int i = 0; i < 50; ++i) same.emplace(keys.next(), std::nullopt);
  const TreeRoot before = tree.root;
  const auto update = tree.apply(same);
  EXPECT_EQ(update.root, before);
  EXPECT_TRUE(update.pages.empty());
  EXPECT_TRUE(update.stale.empty());
}

TEST(StateTree, ReadsAndWritesASharedPathOnce) {
  SeededRandom random;
  TreeFixture tree;
  Changes changes;
  for (int i = 0; i < 3000; ++i) changes[random.fixed<StateKeyHash>()] = random.fixed<Hash>();
  tree.apply(changes);
  for (auto& [key, value] : changes) value = random.fixed<Hash>();
  tree.pages.reads = 0;
  const auto update = tree.apply(changes);
  EXPECT_EQ(tree.pages.reads, update.stale.size());
  EXPECT_EQ(update.pages.size(), update.stale.size());
}

TEST(StateTree, HasTheRootOfItsDefinitionWhateverHappensToIt) {
  SeededRandom random;
  for (int round = 0; round < 12; ++round) {
    KeyMaker keys(random);
    TreeFixture tree;
    for (int batch = 0; batch < 40; ++batch) {
      // Grows, shrinks, grows again, and ends empty.
      const std::size_t removals = batch % 20 < 10 ? 2 : 8;
      Changes changes = random_changes(random, keys, tree.leaves, 1 + random.below(60), removals);
      if (batch == 39) {
        for (const auto& [key, value] : tree.leaves) changes.emplace(key, std::nullopt);
        for (auto& [key, value] : changes) value.reset();
      }
      tree.apply(changes, random.coin());
      ASSERT_EQ(tree.root.hash, ReferenceTree::root(tree.leaves)) << "round " << round << ", batch " << batch;
    }
    EXPECT_EQ(tree.root, TreeRoot{});
  }
}

TEST(StateTree, DependsOnTheSetAloneAndNotOnItsHistory) {
  SeededRandom random;
  KeyMaker keys(random);
  TreeFixture at_once;
  at_once.apply(random_changes(random, keys, {}, 300, 0));

  std::vector<StateKeyHash> order;
  for (const auto& [key, value] : at_once.leaves) order.push_back(key);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    TreeFixture one_by_one;
    for (const auto& key : order) {
      // A guest comes before some keys and leaves with them.
      const StateKeyHash guest = keys.next();
      if (at_once.leaves.contains(guest)) {
        one_by_one.apply({{key, at_once.leaves.at(key)}});
      } else {
        one_by_one.apply({{guest, random.fixed<Hash>()}, {key, Hash{{9}}}});
        one_by_one.apply({{key, at_once.leaves.at(key)}, {guest, std::nullopt}});
      }
    }
    EXPECT_EQ(one_by_one.root.hash, at_once.root.hash);
    // Not only the root: page by page the same subtrees, only written at other times.
    EXPECT_EQ(one_by_one.read_everything(one_by_one.root).pages.size(),
              at_once.read_everything(at_once.root).pages.size());
  }
}

TEST(StateTree, NamesAsStaleExactlyWhatTheNewRootCannotReach) {
  SeededRandom random;
  for (int round = 0; round < 6; ++round) {
    KeyMaker keys(random);
    TreeFixture tree;
    for (int batch = 0; batch < 30; ++batch) {
      const auto before = tree.read_everything(tree.root).pages;
      const auto update =
          tree.apply(random_changes(random, keys, tree.leaves, 1 + random.below(40), batch % 10 < 6 ? 2 : 8));
      const auto after = tree.read_everything(tree.root).pages;
      std::set<PageName> unreachable;
      std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                          std::inserter(unreachable, unreachable.end()));
      const std::set<PageName> stale(update.stale.begin(), update.stale.end());
      ASSERT_EQ(stale.size(), update.stale.size()) << "a page is named twice";
      ASSERT_EQ(stale, unreachable);
      for (const auto& [name, page] : update.pages) ASSERT_TRUE(after.contains(name)) << "written in vain";

      for (const auto& name : stale) tree.pages.pages.erase(name);
      const auto contents = tree.read_everything(tree.root);
      ASSERT_EQ(contents.leaves, tree.leaves);
      ASSERT_EQ(contents.pages.size(), tree.pages.pages.size()) << "a page nobody reaches stayed";
    }
  }
}

TEST(StateTree, KeepsOldVersionsReadableWhileTheirPagesAre) {
  SeededRandom random;
  KeyMaker keys(random);
  TreeFixture tree;
  std::vector<std::pair<TreeRoot, ReferenceTree::Leaves>> versions;
  for (int batch = 0; batch < 30; ++batch) {
    tree.apply(random_changes(random, keys, tree.leaves, 30, 4));
    versions.emplace_back(tree.root, tree.leaves);
  }
  for (const auto& [root, leaves] : versions) {
    EXPECT_EQ(tree.read_everything(root).leaves, leaves);
    for (const auto& [key, value] : leaves) {
      const auto lookup = prove_in_tree(tree.pages, root, key);
      ASSERT_EQ(lookup.value_hash, value);
      ASSERT_TRUE(types::verify_inclusion(root.hash, key, value, lookup.proof));
    }
  }
}

TEST(StateTree, TakesChangesFromWrites) {
  Writes writes;
  for (std::uint8_t i = 0; i < 20; ++i) writes[{0x12, 0x34, i}] = Bytes{i};
  writes[{0x12, 0x34, 7}] = std::nullopt;
  writes[{0x12, 0x35}] = Bytes{};
  const TreeChanges changes = tree_changes(writes);
  ASSERT_EQ(changes.size(), writes.size());
  for (std::size_t i = 1; i < changes.size(); ++i) EXPECT_LT(changes[i - 1].key, changes[i].key);
  const auto value_of = [&](const StateKeyHash& key) {
    const auto found =
        std::find_if(changes.begin(), changes.end(), [&](const auto& c) { return c.key == key; });
    EXPECT_NE(found, changes.end());
    return found->value_hash;
  };
  EXPECT_EQ(value_of(types::state_key_hash(0x1234, Bytes{3})), types::state_value_hash(Bytes{3}));
  EXPECT_EQ(value_of(types::state_key_hash(0x1234, Bytes{7})), std::nullopt);
  EXPECT_EQ(value_of(types::state_key_hash(0x1235, {})), types::state_value_hash({}));
}

}  // namespace
}  // namespace kula::state
