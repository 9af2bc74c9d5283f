// Read-only state: bytes by (table, key).
#pragma once

#include <functional>
#include <optional>

#include "ledger/base/bytes.h"

namespace kula::state {

// Full keys: table number (u16 big-endian) and canonical key.
using StateKey = Bytes;

class StateView {
 public:
  // Returns false to stop.
  using Visitor = std::function<bool(ByteView key, ByteView value)>;

  StateView() = default;
  StateView(const StateView&) = delete;
  StateView& operator=(const StateView&) = delete;
  virtual ~StateView() = default;

  [[nodiscard]] virtual std::optional<Bytes> get(const StateKey& key) const = 0;
  // Entries whose key begins with `prefix` and is >= `from`, ascending. `from` may be empty. The view must
  // not be written to while it is being scanned.
  virtual void scan(ByteView prefix, ByteView from, const Visitor& visit) const = 0;
};

}  // namespace kula::state
