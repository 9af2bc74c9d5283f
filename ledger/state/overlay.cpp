#include "ledger/state/overlay.h"

namespace kula::state {

namespace {
bool begins_with(const StateKey& key, ByteView prefix) {
  return key.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), key.begin());
}
bool less(ByteView a, ByteView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}
}  // namespace

std::optional<Bytes> Overlay::get(const StateKey& key) const {
  const auto found = writes_.find(key);
  return found != writes_.end() ? found->second : below_.get(key);
}

void Overlay::scan(ByteView prefix, ByteView from, const Visitor& visit) const {
  scan_merged(writes_, below_, prefix, from, visit);
}

void Overlay::put(StateKey key, Bytes value) { writes_.insert_or_assign(std::move(key), std::move(value)); }

void Overlay::erase(StateKey key) { writes_.insert_or_assign(std::move(key), std::nullopt); }

void Overlay::merge_into(Overlay& target) {
  for (auto& [key, value] : writes_) target.writes_.insert_or_assign(key, std::move(value));
  writes_.clear();
}

void scan_merged(const Overlay::Writes& writes, const StateView& below, ByteView prefix, ByteView from,
                 const StateView::Visitor& visit) {
  const ByteView first = less(from, prefix) ? prefix : from;
  auto own = writes.lower_bound(to_bytes(first));
  bool stopped = false;
  // Visits own writes below `limit` (all that remain when there is none).
  const auto visit_own = [&](const ByteView* limit) {
    while (!stopped && own != writes.end() && begins_with(own->first, prefix) &&
           (limit == nullptr || less(own->first, *limit))) {
      if (own->second && !visit(own->first, *own->second)) stopped = true;
      ++own;
    }
  };
  below.scan(prefix, first, [&](ByteView key, ByteView value) {
    visit_own(&key);
    if (stopped) return false;
    const bool overwritten =
        own != writes.end() && std::equal(own->first.begin(), own->first.end(), key.begin(), key.end());
    if (!overwritten) {
      if (!visit(key, value)) stopped = true;
    } else {
      if (own->second && !visit(own->first, *own->second)) stopped = true;
      ++own;
    }
    return !stopped;
  });
  visit_own(nullptr);
}

}  // namespace kula::state
