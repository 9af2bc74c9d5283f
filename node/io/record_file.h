// The signing record on disk (R8): one file in a directory that is locked while the node runs, so that one
// key is never used by two processes on this machine (T9). Space is written ahead, so that an append syncs
// data and no metadata.
#pragma once

#include <memory>

#include "consensus/record_store.h"
#include "ledger/base/expected.h"

namespace kula::io {

class RecordFile final : public consensus::SigningRecordStore {
 public:
  // Locks the directory and opens the record in it. The error says what to do.
  [[nodiscard]] static Expected<std::unique_ptr<RecordFile>, std::string> open(const std::string& directory);
  // Makes a record with this content. Refuses when there is one: it must never be forgotten.
  [[nodiscard]] static Expected<void, std::string> create(const std::string& directory, ByteView file);
  // Renames the record of a stopped node, so that another can be made; where it is now, or empty when there
  // was none.
  [[nodiscard]] static Expected<std::string, std::string> set_aside(const std::string& directory);
  ~RecordFile() override;
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;

  // The whole file as it was found, written-ahead zeros included.
  [[nodiscard]] const Bytes& found() const { return found_; }
  // Cuts what follows the last good batch, before anything is appended; forgets found(). False when the disk
  // fails.
  [[nodiscard]] bool begin(std::size_t good_bytes);

  [[nodiscard]] bool append(ByteView batch) override;
  [[nodiscard]] bool replace(ByteView file) override;

 private:
  RecordFile(std::string directory, int lock, int file, Bytes found);
  [[nodiscard]] bool extend(std::size_t size);

  std::string directory_;
  int lock_ = -1;
  int file_ = -1;
  Bytes found_;
  std::size_t size_ = 0;       // of what was appended
  std::size_t allocated_ = 0;  // of the file: zeros from size_ on
};

}  // namespace kula::io
