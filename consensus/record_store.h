// Where a signing record lives: implemented by node/io over one locked file, by tests in memory.
#pragma once

#include "ledger/base/bytes.h"

namespace kula::consensus {

class SigningRecordStore {
 public:
  virtual ~SigningRecordStore() = default;
  // Appends and makes durable. False when that failed: the process must end (R8), as nobody knows what is on
  // the disk.
  [[nodiscard]] virtual bool append(ByteView batch) = 0;
  // Replaces the whole file atomically and durably. False as above.
  [[nodiscard]] virtual bool replace(ByteView file) = 0;
};

}  // namespace kula::consensus
