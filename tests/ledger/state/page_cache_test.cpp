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
  EXPECT_EQ(version_in(cache.read({3, {}})), 3u) << "old heights are still answered from below";
  EXPECT_EQ(below.reads, 1u);
}

TEST(PageCache, StaysWithinItsBoundAndKeepsWhatIsUsed) {
  const CountingPages below;
  constexpr std::size_t kPages = 40;
  const PageCache cache(below, kPages * PageCache::kBytesPerPage);
  const PageName hot{1, {}};
  const std::weak_ptr<const HashedPage> kept = cache.read(hot);
  std::vector<std::weak_ptr<const HashedPage>> others;
  for (std::uint64_t version = 2; version < 2000; ++version) {
    const PagePointer page = cache.read({version, {}});
    EXPECT_EQ(version_in(page), version);
    others.push_back(page);
    EXPECT_EQ(cache.read(hot), kept.lock()) << "a page in constant use was forgotten";
  }
  const auto in_memory =
      std::count_if(others.begin(), others.end(), [](const auto& page) { return !page.expired(); });
  EXPECT_LE(in_memory, static_cast<std::ptrdiff_t>(kPages));
  EXPECT_GE(in_memory, static_cast<std::ptrdiff_t>(kPages / 2));
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
