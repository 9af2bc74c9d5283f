// Keeps pages of the tree in memory, so that a block reads from disk only what no recent block touched.
#pragma once

#include "ledger/state/state_tree.h"

namespace kula::state {

// In front of the store's pages. A name stands for one content only among committed pages: executed blocks
// that are not final yet may disagree about a height, so their pages are looked up before this cache and
// added at commit. One thread.
class PageCache final : public PageSource {
 public:
  // A page, its name and an allocation.
  static constexpr std::size_t kBytesPerPage = sizeof(HashedPage) + sizeof(PageName) + 48;
  // 50,000 pages: all of a tree of 10^5 keys, the four upper levels of any.
  static constexpr std::size_t kDefaultMaxBytes = 128 * 1024 * 1024;

  // REQUIRES that `below` outlives the cache. `max_bytes` bounds the memory of pages and names.
  explicit PageCache(const PageSource& below, std::size_t max_bytes = kDefaultMaxBytes);

  [[nodiscard]] PagePointer read(const PageName& name) const override;
  // After the pages of `update` were committed: they are what the next block reads, and what it made stale is
  // not.
  void add(const TreeUpdate& update);

 private:
  // A name has its place in one set, where the entry that was used longest ago makes room for a new one.
  static constexpr std::size_t kWays = 4;
  struct Entry {
    PageName name;
    PagePointer page;  // null: free
    std::uint64_t used = 0;
  };
  using Set = std::array<Entry, kWays>;

  [[nodiscard]] Set& set_of(const PageName& name) const;
  [[nodiscard]] static Entry* find(Set& set, const PageName& name);
  void insert(const PageName& name, PagePointer page) const;

  const PageSource& below_;
  mutable std::vector<Set> sets_;
  mutable std::uint64_t uses_ = 0;
};

}  // namespace kula::state
