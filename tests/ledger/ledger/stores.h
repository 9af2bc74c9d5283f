// Both kinds of stores, for tests that must hold on each.
#pragma once

#include <filesystem>
#include <unistd.h>

#include "ledger/storage/memory_store.h"
#include "ledger/storage/rocks/rocks_store.h"

namespace kula::ledger {

enum class StoreKind : std::uint8_t { memory, rocks };
[[nodiscard]] inline std::string name_of(StoreKind kind) {
  return kind == StoreKind::memory ? "Memory" : "Rocks";
}

// A store that goes away with the test. A RocksDB store can be closed and opened again.
class TestStore {
 public:
  explicit TestStore(StoreKind kind) : kind_(kind) {
    std::string pattern = (std::filesystem::temp_directory_path() / "kula-ledger-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    reopen();
  }
  TestStore(const TestStore&) = delete;
  TestStore& operator=(const TestStore&) = delete;
  ~TestStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] storage::KeyValueStore& operator*() { return *store_; }
  // As a new process would; what memory held stays.
  void reopen() {
    if (kind_ == StoreKind::memory) {
      if (!store_) store_ = std::make_unique<storage::MemoryStore>();
      return;
    }
    store_.reset();
    store_ = storage::RocksStore::open(folder_).value();
  }

 private:
  StoreKind kind_;
  std::filesystem::path folder_;
  std::unique_ptr<storage::KeyValueStore> store_;
};

}  // namespace kula::ledger
