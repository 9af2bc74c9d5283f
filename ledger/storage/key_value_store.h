// Ordered key-value storage in columns. One writer thread; reads from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/expected.h"

namespace kula::storage {

// Columns are separate key spaces. Numbers are names on disk: never reused.
enum class Column : std::uint8_t {
  meta = 0,          // few singletons: format version, chain id, genesis, start, tip with the history's peaks
  blocks = 1,        // height ‖ 0 -> header; height ‖ 1 -> the rest of the block
  receipts = 2,      // height -> block receipts
  certificates = 3,  // height -> finality proof
  block_ids = 4,     // block id -> height
  transactions = 5,  // transaction id -> height and index
  state = 6,         // table ‖ key ‖ inverted height -> value or tombstone (scans of a row: README.md)
  tree = 7,          // pages of the state tree; height -> its root
  tree_stale = 8,    // height -> pages that no later version needs (for pruning)
  history = 9,       // level ‖ index -> node of the history range
  index = 10,        // event index key ‖ height ‖ event index -> event and its cause
  epochs = 11,       // epoch -> its closing header, finality proof and the next validators
};
inline constexpr std::uint8_t kColumnCount = 12;

struct StoreError {
  std::string message;  // what failed, for the operator's log
};

class WriteBatch {
 public:
  struct Entry {
    Column column;
    Bytes key;
    std::optional<Bytes> value;  // nothing: erase
  };
  void put(Column column, Bytes key, Bytes value) {
    entries_.push_back({column, std::move(key), std::move(value)});
  }
  void erase(Column column, Bytes key) { entries_.push_back({column, std::move(key), std::nullopt}); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

class KeyValueStore {
 public:
  // Returns false to stop.
  using Visitor = std::function<bool(ByteView key, ByteView value)>;

  KeyValueStore() = default;
  KeyValueStore(const KeyValueStore&) = delete;
  KeyValueStore& operator=(const KeyValueStore&) = delete;
  virtual ~KeyValueStore() = default;

  [[nodiscard]] virtual std::optional<Bytes> get(Column column, ByteView key) const = 0;
  // Values in the order of `keys`; cheaper than one get() each.
  [[nodiscard]] virtual std::vector<std::optional<Bytes>> multi_get(Column column,
                                                                    const std::vector<Bytes>& keys) const = 0;
  // Entries with first <= key, ascending, and key < end unless `end` is empty.
  virtual void scan(Column column, ByteView first, ByteView end, const Visitor& visit) const = 0;
  // Entries with key <= last, descending, and key >= begin.
  virtual void scan_back(Column column, ByteView last, ByteView begin, const Visitor& visit) const = 0;
  // All or nothing; durable (synced) when it returns.
  [[nodiscard]] virtual Expected<void, StoreError> write(const WriteBatch& batch) = 0;
};

}  // namespace kula::storage
