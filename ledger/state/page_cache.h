// Keeps pages of the tree in memory, so that a block reads from disk only what no recent block touched.
#pragma once

#include "ledger/state/state_tree.h"

namespace kula::state {

// In front of the store's pages. A name stands for one content only among committed pages: executed blocks
// that are not final yet may disagree about a height, so their pages are looked up before this cache and
// added at commit. One thread.
class PageCache final : public PageSource {
 public:
  static constexpr std::size_t kBytesPerPage = sizeof(HashedPage) + sizeof(PageName) + 96;  // two allocations
  // 50,000 pages: all of a tree of 10^5 keys, the four upper levels of any.
  static constexpr std::size_t kDefaultMaxBytes = 128 * 1024 * 1024;

  // REQUIRES that `below` outlives the cache. `max_bytes` bounds the memory of pages and their names,
  // roughly.
  explicit PageCache(const PageSource& below, std::size_t max_bytes = kDefaultMaxBytes)
      : below_(below), max_generation_pages_(max_bytes / kBytesPerPage / 2) {}

  [[nodiscard]] PagePointer read(const PageName& name) const override;
  // After the pages of `update` were committed: they are what the next block reads, and what it made stale is
  // not.
  void add(const TreeUpdate& update);
  [[nodiscard]] std::size_t size() const { return young_.size() + old_.size(); }

 private:
  using Generation = std::map<PageName, PagePointer>;
  void insert(const PageName& name, PagePointer page) const;

  const PageSource& below_;
  std::size_t max_generation_pages_;
  // What was read or written lately. When it is full it becomes the old generation and the pages of the old
  // one that nobody asked for meanwhile are forgotten: nearly least-recently-used, without bookkeeping on
  // reads.
  mutable Generation young_;
  mutable Generation old_;
};

}  // namespace kula::state
