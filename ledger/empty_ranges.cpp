#include "ledger/empty_ranges.h"

#include "ledger/columns.h"
#include "ledger/limits.h"

namespace kula::ledger {

EmptyRanges::Ranges::const_iterator EmptyRanges::around(ByteView key) const {
  auto next = ranges_.upper_bound(key);
  if (next == ranges_.begin()) return ranges_.end();
  --next;
  return bytes_less(key, next->second) ? next : ranges_.end();
}

const Bytes* EmptyRanges::end_of(ByteView key) const {
  const auto range = around(key);
  return range == ranges_.end() ? nullptr : &range->second;
}

void EmptyRanges::add(Bytes first, Bytes end) {
  // Joins the range before that reaches up to `first`, and all that begin before `end` or at it.
  auto next = ranges_.upper_bound(first);
  if (next != ranges_.begin()) {
    const auto before = std::prev(next);
    if (!bytes_less(before->second, first)) {
      first = before->first;
      end = std::max(end, before->second);
      ranges_.erase(before);
    }
  }
  while (next != ranges_.end() && !bytes_less(end, next->first)) {
    end = std::max(end, next->second);
    next = ranges_.erase(next);
  }
  if (ranges_.size() < kMaxEmptyRanges) ranges_.emplace(std::move(first), std::move(end));
}

void EmptyRanges::revive(ByteView key) {
  const auto range = around(key);
  if (range == ranges_.end()) return;
  Bytes first = range->first;
  Bytes end = range->second;
  ranges_.erase(range);
  Bytes behind = to_bytes(key);
  behind.push_back(0);
  if (bytes_less(behind, end) && ranges_.size() < kMaxEmptyRanges)
    ranges_.emplace(std::move(behind), std::move(end));
  if (bytes_less(first, key) && ranges_.size() < kMaxEmptyRanges)
    ranges_.emplace(std::move(first), to_bytes(key));
}

}  // namespace kula::ledger
