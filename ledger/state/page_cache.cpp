#include "ledger/state/page_cache.h"

namespace kula::state {

PagePointer PageCache::read(const PageName& name) const {
  if (const auto found = young_.find(name); found != young_.end()) return found->second;
  const auto found = old_.find(name);
  PagePointer page = found != old_.end() ? found->second : below_.read(name);
  insert(name, page);
  return page;
}

void PageCache::add(const TreeUpdate& update) {
  for (const PageName& name : update.stale) {
    young_.erase(name);
    old_.erase(name);
  }
  for (const auto& [name, page] : update.pages) insert(name, page);
}

void PageCache::insert(const PageName& name, PagePointer page) const {
  if (young_.size() >= max_generation_pages_) {
    old_ = std::move(young_);
    young_.clear();
  }
  if (max_generation_pages_ > 0) young_.insert_or_assign(name, std::move(page));
}

}  // namespace kula::state
