// Ranges of keys that hold no row at the tip, so that a scan need not walk again over what was erased: a
// queue of due work is read from its front, and behind the front lie all jobs that ever ran. Bounded;
// forgetting a range is only slower. One thread.
#pragma once

#include <map>

#include "ledger/base/byte_order.h"

namespace kula::ledger {

class EmptyRanges {
 public:
  // The end of the known empty range that `key` lies in; null when there is none. Valid until the next
  // change.
  [[nodiscard]] const Bytes* end_of(ByteView key) const;
  // No key in [first, end) has a row. REQUIRES first < end.
  void add(Bytes first, Bytes end);
  // `key` has a row now.
  void revive(ByteView key);
  [[nodiscard]] std::size_t size() const { return ranges_.size(); }

 private:
  using Ranges = std::map<Bytes, Bytes, BytesLess>;  // first -> end, disjoint
  [[nodiscard]] Ranges::const_iterator around(ByteView key) const;

  Ranges ranges_;
};

}  // namespace kula::ledger
