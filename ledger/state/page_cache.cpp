#include "ledger/state/page_cache.h"

namespace kula::state {

namespace {
constexpr std::size_t kEntryOverhead = 128;  // name, map node and allocations
}

Bytes PageCache::read(const PageName& name) const {
  if (const auto found = young_.pages.find(name); found != young_.pages.end()) return found->second;
  const auto found = old_.pages.find(name);
  Bytes page = found != old_.pages.end() ? found->second : below_.read(name);
  insert(name, page);
  return page;
}

void PageCache::add(const TreeUpdate& update) {
  for (const auto& [name, page] : update.pages) insert(name, page);
}

void PageCache::insert(const PageName& name, Bytes page) const {
  const std::size_t bytes = page.size() + kEntryOverhead;
  if (young_.bytes + bytes > max_generation_bytes_) {
    old_ = std::move(young_);
    young_ = {};
  }
  if (bytes > max_generation_bytes_) return;
  if (young_.pages.emplace(name, std::move(page)).second) young_.bytes += bytes;
}

}  // namespace kula::state
