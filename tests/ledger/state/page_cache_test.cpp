#include "ledger/state/page_cache.h"

#include <gtest/gtest.h>

#include "tests/ledger/state/tree_fixture.h"

namespace kula::state {
namespace {

// Answers with the version in 100 bytes.
class CountingPages final : public PageSource {
 public:
  [[nodiscard]] Bytes read(const PageName& name) const override {
    ++reads;
    return page_of(name);
  }
  static Bytes page_of(const PageName& name) { return Bytes(100, static_cast<std::uint8_t>(name.version)); }
  mutable std::size_t reads = 0;
};

TEST(PageCache, AsksForAPageOnce) {
  const CountingPages below;
  const PageCache cache(below);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(cache.read({7, {}}), Bytes(100, 7));
    EXPECT_EQ(cache.read({8, {}}), Bytes(100, 8));
    EXPECT_EQ(cache.read({8, NibblePath{}.child(0)}), Bytes(100, 8));
  }
  EXPECT_EQ(below.reads, 3u);
}

TEST(PageCache, KnowsPagesThatWereCommitted) {
  const CountingPages below;
  PageCache cache(below);
  TreeUpdate update;
  update.pages[{3, {}}] = Bytes{1, 2};
  cache.add(update);
  EXPECT_EQ(cache.read({3, {}}), (Bytes{1, 2}));
  EXPECT_EQ(below.reads, 0u);
}

TEST(PageCache, StaysWithinItsBoundAndKeepsWhatIsUsed) {
  const CountingPages below;
  const PageCache cache(below, 10'000);
  const PageName hot{1, {}};
  std::size_t hot_reads = 0;
  for (std::uint64_t version = 2; version < 1000; ++version) {
    EXPECT_EQ(cache.read({version, {}}), CountingPages::page_of({version, {}}));
    const std::size_t before = below.reads;
    EXPECT_EQ(cache.read(hot), CountingPages::page_of(hot));
    hot_reads += below.reads - before;
    ASSERT_LE(cache.bytes(), 10'000u);
  }
  EXPECT_EQ(hot_reads, 1u) << "a page in constant use was forgotten";
  EXPECT_EQ(below.reads, 999u);
}

TEST(PageCache, WithoutRoomStillAnswers) {
  const CountingPages below;
  const PageCache cache(below, 0);
  EXPECT_EQ(cache.read({7, {}}), Bytes(100, 7));
  EXPECT_EQ(cache.read({7, {}}), Bytes(100, 7));
  EXPECT_EQ(cache.bytes(), 0u);
}

TEST(PageCache, ChangesNoRoot) {
  tests::SeededRandom random;
  tests::KeyMaker keys(random);
  tests::TreeFixture tree;
  PageCache cache(tree.pages, 20'000);
  for (int batch = 0; batch < 50; ++batch) {
    std::map<types::StateKeyHash, std::optional<Hash>> changes;
    TreeChanges list;
    for (int i = 0; i < 30; ++i) changes[keys.next()] = random.fixed<Hash>();
    for (const auto& [key, value] : changes) list.push_back({key, value});
    const TreeUpdate through_cache = update_tree(cache, tree.root, tree.version + 1, list);
    const TreeUpdate direct = tree.apply(changes);
    ASSERT_EQ(through_cache.root, direct.root);
    ASSERT_EQ(through_cache.pages, direct.pages);
    cache.add(through_cache);
  }
}

}  // namespace
}  // namespace kula::state
