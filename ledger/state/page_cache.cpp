#include "ledger/state/page_cache.h"

namespace kula::state {

PageCache::PageCache(const PageSource& below, std::size_t max_bytes)
    : below_(below), sets_(std::max<std::size_t>(max_bytes / kBytesPerPage / kWays, 1)) {}

PagePointer PageCache::read(const PageName& name) const {
  if (Entry* const entry = find(set_of(name), name)) {
    entry->used = ++uses_;
    return entry->page;
  }
  PagePointer page = below_.read(name);
  insert(name, page);
  return page;
}

void PageCache::add(const TreeUpdate& update) {
  for (const PageName& name : update.stale) {
    if (Entry* const entry = find(set_of(name), name)) *entry = {};
  }
  for (const auto& [name, page] : update.pages) insert(name, page);
}

PageCache::Set& PageCache::set_of(const PageName& name) const {
  // FNV-1a. Names come from our own heights and hashed keys: nobody gains much by crowding a set.
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3; };
  mix(name.version);
  for (std::size_t i = 0; i < name.path.size(); ++i) mix(name.path[i] + 1U);
  return sets_[(hash ^ hash >> 32) % sets_.size()];
}

PageCache::Entry* PageCache::find(Set& set, const PageName& name) {
  const auto found = std::find_if(set.begin(), set.end(),
                                  [&](const Entry& entry) { return entry.page && entry.name == name; });
  return found == set.end() ? nullptr : &*found;
}

void PageCache::insert(const PageName& name, PagePointer page) const {
  Set& set = set_of(name);
  const auto oldest = std::min_element(set.begin(), set.end(),
                                       [](const Entry& a, const Entry& b) { return a.used < b.used; });
  *oldest = {name, std::move(page), ++uses_};
}

}  // namespace kula::state
