#include "ledger/state/overlay.h"

#include "ledger/base/byte_order.h"

namespace kula::state {

std::optional<Bytes> Overlay::get(const StateKey& key) const {
  const auto* found = find(key);
  return found != nullptr ? found->second : below_.get(key);
}

void Overlay::scan(ByteView prefix, ByteView from, const Visitor& visit) const {
  scan_merged(writes_, below_, prefix, from, visit);
}

void Overlay::put(StateKey key, Bytes value) { set(std::move(key), std::move(value)); }

void Overlay::erase(StateKey key) { set(std::move(key), std::nullopt); }

void Overlay::merge_into(Overlay& target) {
  index_.clear();
  while (!writes_.empty()) target.adopt(writes_.extract(writes_.begin()));
}

Writes Overlay::take_writes() {
  index_.clear();
  return std::exchange(writes_, {});
}

const Writes::value_type* Overlay::find(const StateKey& key) const {
  if (!index_.empty()) return index_.find(key);
  const auto found = writes_.find(key);
  return found != writes_.end() ? &*found : nullptr;
}

Writes::value_type* Overlay::find(const StateKey& key) {
  return const_cast<Writes::value_type*>(std::as_const(*this).find(key));
}

void Overlay::set(StateKey key, std::optional<Bytes> value) {
  if (auto* const found = find(key)) {
    found->second = std::move(value);
    return;
  }
  index(*writes_.emplace(std::move(key), std::move(value)).first);
}

void Overlay::adopt(Writes::node_type write) {
  if (auto* const found = find(write.key())) {
    found->second = std::move(write.mapped());
    return;
  }
  index(*writes_.insert(std::move(write)).position);
}

void Overlay::index(Writes::value_type& write) {
  if (!index_.empty()) {
    index_.insert(write);
  } else if (writes_.size() > kFewWrites) {
    index_ = WriteIndex(writes_);
  }
}

void scan_merged(const Writes& writes, const StateView& below, ByteView prefix, ByteView from,
                 const StateView::Visitor& visit) {
  const ByteView first = bytes_less(from, prefix) ? prefix : from;
  auto own = writes.lower_bound(to_bytes(first));
  bool stopped = false;
  // Visits own writes below `limit` (all that remain when there is none).
  const auto visit_own = [&](const ByteView* limit) {
    while (!stopped && own != writes.end() && begins_with(own->first, prefix) &&
           (limit == nullptr || bytes_less(own->first, *limit))) {
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
