// Both kinds of stores, for tests that must hold on each.
#pragma once

#include "ledger/storage/memory_store.h"
#include "ledger/storage/rocks/rocks_store.h"
#include "tests/support/temporary_folder.h"

namespace kula::ledger {

enum class StoreKind : std::uint8_t { memory, rocks };
[[nodiscard]] inline std::string name_of(StoreKind kind) {
  return kind == StoreKind::memory ? "Memory" : "Rocks";
}

// A store that goes away with the test. A RocksDB store can be closed and opened again.
class TestStore {
 public:
  explicit TestStore(StoreKind kind) : kind_(kind) { reopen(); }
  [[nodiscard]] storage::KeyValueStore& operator*() { return *store_; }
  // As a new process would; what memory held stays.
  void reopen() {
    if (kind_ == StoreKind::memory) {
      if (!store_) store_ = std::make_unique<storage::MemoryStore>();
      return;
    }
    store_.reset();
    store_ = storage::RocksStore::open(folder_.path()).value();
  }

 private:
  StoreKind kind_;
  tests::TemporaryFolder folder_;
  std::unique_ptr<storage::KeyValueStore> store_;
};

}  // namespace kula::ledger
