#include "ledger/state/page_cache.h"

#include <gtest/gtest.h>

#include "tests/ledger/state/tree_fixture.h"

namespace kula::state {
namespace {

// Makes a page for every name, with the version in it.
class CountingPages final : public PageSource {
 public:
  [[nodiscard]] PagePointer read(const PageName& name) const override {
    ++reads;
    Page page;
    page.slots[0] = PageLink{Hash{}, name.version};
    return std::make_shared<HashedPage>(page);
  }
  mutable std::size_t reads = 0;
};

std::uint64_t version_in(const PagePointer& page) { return std::get<PageLink>(page->page.slots[0]).version; }

TEST(PageCache, AsksForAPageOnce) {
  const CountingPages below;
  const PageCache cache(below);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(version_in(cache.read({7, {}})), 7u);
    EXPECT_EQ(version_in(cache.read({8, {}})), 8u);
    EXPECT_EQ(version_in(cache.read({8, NibblePath{}.child(0)})), 8u);
  }
  EXPECT_EQ(below.reads, 3u);
}

TEST(PageCache, KnowsPagesThatWereCommittedAndForgetsTheStale) {
  const CountingPages below;
  PageCache cache(below);
  TreeUpdate update;
  const auto page = std::make_shared<HashedPage>(Page{});
  update.pages[{3, {}}] = page;
  cache.add(update);
  EXPECT_EQ(cache.read({3, {}}), page);
  EXPECT_EQ(below.reads, 0u);

  TreeUpdate next;
  next.stale.push_back({3, {}});
  cache.add(next);
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_EQ(version_in(cache.read({3, {}})), 3u) << "old heights are still answered from below";
}

TEST(PageCache, StaysWithinItsBoundAndKeepsWhatIsUsed) {
  const CountingPages below;
  const PageCache cache(below, 10 * PageCache::kBytesPerPage);
  const PageName hot{1, {}};
  std::size_t hot_reads = 0;
  for (std::uint64_t version = 2; version < 1000; ++version) {
    EXPECT_EQ(version_in(cache.read({version, {}})), version);
    const std::size_t before = below.reads;
    EXPECT_EQ(version_in(cache.read(hot)), 1u);
    hot_reads += below.reads - before;
    ASSERT_LE(cache.size(), 10u);
  }
  EXPECT_EQ(hot_reads, 1u) << "a page in constant use was forgotten";
  EXPECT_EQ(below.reads, 999u);
}

TEST(PageCache, WithoutRoomStillAnswers) {
  const CountingPages below;
  const PageCache cache(below, 0);
  EXPECT_EQ(version_in(cache.read({7, {}})), 7u);
  EXPECT_EQ(version_in(cache.read({7, {}})), 7u);
  EXPECT_EQ(cache.size(), 0u);
}

TEST(PageCache, ChangesNoRoot) {
  tests::SeededRandom random;
  tests::KeyMaker keys(random);
  tests::TreeFixture tree;
  PageCache cache(tree.pages, 60 * PageCache::kBytesPerPage);
  for (int batch = 0; batch < 50; ++batch) {
    std::map<types::StateKeyHash, std::optional<Hash>> changes;
    TreeChanges list;
    for (int i = 0; i < 30; ++i) changes[keys.next()] = random.fixed<Hash>();
    for (const auto& [key, value] : changes) list.push_back({key, value});
    const TreeUpdate through_cache = update_tree(cache, tree.root, tree.version + 1, list);
    const TreeUpdate direct = tree.apply(changes);
    ASSERT_EQ(through_cache.root, direct.root);
    ASSERT_EQ(through_cache.stale, direct.stale);
    ASSERT_EQ(through_cache.pages.size(), direct.pages.size());
    for (const auto& [name, page] : direct.pages)
      ASSERT_EQ(through_cache.pages.at(name)->page.slots, page->page.slots);
    cache.add(through_cache);
  }
}

}  // namespace
}  // namespace kula::state
