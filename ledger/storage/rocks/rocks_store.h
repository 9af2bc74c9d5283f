// The store on disk: RocksDB, one column family a column. Settings and their reasons: README.md.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/storage/key_value_store.h"

namespace kula::storage {

// One process has a store open at a time. One thread writes; any thread reads, also during a write.
class RocksStore final : public KeyValueStore {
 public:
  // Folder of the database inside a node's data folder.
  static constexpr const char* kFolder = "store";

  // Opens `data_dir`/store, creating it when there is none. The message of an error says what is wrong and
  // the next command to run: another process has it open, it is damaged, or the disk refuses.
  [[nodiscard]] static Expected<std::unique_ptr<RocksStore>, StoreError> open(
      const std::filesystem::path& data_dir);
  // Rebuilds the list of files from the files that can be read. What cannot be read is lost, and a batch may
  // be lost in part: open the ledger afterwards, which checks what is there. REQUIRES that nobody has the
  // store open.
  [[nodiscard]] static Expected<void, StoreError> repair(const std::filesystem::path& data_dir);

  ~RocksStore() override;

  // A read that fails stops the process: the disk is corrupt.
  [[nodiscard]] std::optional<Bytes> get(Column column, ByteView key) const override;
  [[nodiscard]] std::vector<std::optional<Bytes>> multi_get(Column column,
                                                            const std::vector<Bytes>& keys) const override;
  void scan(Column column, ByteView first, ByteView end, const Visitor& visit) const override;
  void scan_back(Column column, ByteView last, ByteView begin, const Visitor& visit) const override;
  // After an error nothing of the batch is visible, every later write fails, and whether the batch is there
  // after a restart is not known: stop the node.
  [[nodiscard]] Expected<void, StoreError> write(const WriteBatch& batch) override;

 private:
  struct Database;
  explicit RocksStore(std::unique_ptr<Database> database);

  std::unique_ptr<Database> database_;
};

}  // namespace kula::storage
