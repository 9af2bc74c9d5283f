// Keeps pages of the tree in memory, so that a block reads from disk only what no recent block touched.
#pragma once

#include "ledger/state/state_tree.h"

namespace kula::state {

// In front of the store's pages. A name stands for one content only among committed pages: executed blocks
// that are not final yet may disagree about a height, so their pages are looked up before this cache and
// added at commit. One thread.
class PageCache final : public PageSource {
 public:
  // Enough for the upper levels of a tree of 10^7 keys.
  static constexpr std::size_t kDefaultMaxBytes = 64 * 1024 * 1024;

  // REQUIRES that `below` outlives the cache. `max_bytes` bounds the memory of pages and their names,
  // roughly.
  explicit PageCache(const PageSource& below, std::size_t max_bytes = kDefaultMaxBytes)
      : below_(below), max_generation_bytes_(max_bytes / 2) {}

  [[nodiscard]] Bytes read(const PageName& name) const override;
  // After the pages of `update` were committed: they are what the next block reads.
  void add(const TreeUpdate& update);
  [[nodiscard]] std::size_t bytes() const { return young_.bytes + old_.bytes; }

 private:
  struct Generation {
    std::map<PageName, Bytes> pages;
    std::size_t bytes = 0;
  };
  void insert(const PageName& name, Bytes page) const;

  const PageSource& below_;
  std::size_t max_generation_bytes_;
  // What was read or written lately. When it is full it becomes the old generation and the pages of the old
  // one that nobody asked for meanwhile are forgotten: nearly least-recently-used, without bookkeeping on
  // reads.
  mutable Generation young_;
  mutable Generation old_;
};

}  // namespace kula::state
