// A base for stores that disturb, count or hold back the writes to another one: reading goes to below().
#pragma once

#include "ledger/storage/key_value_store.h"

namespace kula::tests {

class ForwardingStore : public storage::KeyValueStore {
 public:
  [[nodiscard]] std::optional<Bytes> get(storage::Column column, ByteView key) const override {
    return below().get(column, key);
  }
  [[nodiscard]] std::vector<std::optional<Bytes>> multi_get(storage::Column column,
                                                            const std::vector<Bytes>& keys) const override {
    return below().multi_get(column, keys);
  }
  void scan(storage::Column column, ByteView first, ByteView end, const Visitor& visit) const override {
    below().scan(column, first, end, visit);
  }
  void scan_back(storage::Column column, ByteView last, ByteView begin, const Visitor& visit) const override {
    below().scan_back(column, last, begin, visit);
  }

 private:
  // Asked at every call: a test may put another one in its place.
  [[nodiscard]] virtual const storage::KeyValueStore& below() const = 0;
};

}  // namespace kula::tests
