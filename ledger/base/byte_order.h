// Byte strings in order: as unsigned bytes, a prefix before what it begins. The order of keys everywhere.
#pragma once

#include <algorithm>

#include "ledger/base/bytes.h"

namespace kula {

[[nodiscard]] inline bool bytes_less(ByteView a, ByteView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

[[nodiscard]] inline bool begins_with(ByteView bytes, ByteView prefix) {
  return bytes.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

// For containers of owned bytes that are searched by borrowed ones.
struct BytesLess {
  using is_transparent = void;
  bool operator()(ByteView a, ByteView b) const { return bytes_less(a, b); }
};

}  // namespace kula
