// A store in memory, for tests, simulations, and a node whose store is being filled. Nothing survives it
// except through snapshot().
#pragma once

#include <array>
#include <map>

#include "ledger/base/byte_order.h"
#include "ledger/storage/key_value_store.h"

namespace kula::storage {

// One thread.
class MemoryStore final : public KeyValueStore {
 public:
  [[nodiscard]] std::optional<Bytes> get(Column column, ByteView key) const override;
  [[nodiscard]] std::vector<std::optional<Bytes>> multi_get(Column column,
                                                            const std::vector<Bytes>& keys) const override;
  void scan(Column column, ByteView first, ByteView end, const Visitor& visit) const override;
  void scan_back(Column column, ByteView last, ByteView begin, const Visitor& visit) const override;
  [[nodiscard]] Expected<void, StoreError> write(const WriteBatch& batch) override;

  // --- for simulations
  // The next write answers `error` and changes nothing, like a full disk.
  void fail_next_write(StoreError error) { next_error_ = std::move(error); }
  // What a disk would hold if the process stopped now.
  [[nodiscard]] std::unique_ptr<MemoryStore> snapshot() const;

 private:
  using Entries = std::map<Bytes, Bytes, BytesLess>;

  [[nodiscard]] const Entries& entries(Column column) const {
    return columns_.at(static_cast<std::size_t>(column));
  }

  std::array<Entries, kColumnCount> columns_;
  std::optional<StoreError> next_error_;
};

}  // namespace kula::storage
