// The thread on which final blocks are written into the store.
#pragma once

#include <functional>
#include <memory>

#include "node/engine/ports.h"

namespace kula::io {

class BlockWriterThread final : public engine::BlockWriter {
 public:
  // `report` is called on that thread whenever a block was written: take() then has the answer, on the
  // engine's thread.
  explicit BlockWriterThread(std::function<void()> report);
  // Waits for the block that is being written.
  ~BlockWriterThread() override;
  BlockWriterThread(const BlockWriterThread&) = delete;
  BlockWriterThread& operator=(const BlockWriterThread&) = delete;

  void write(ledger::BlockWrite block) override;
  [[nodiscard]] Written finish() override;
  // What came of the block; nothing when it is still being written, or finish() has answered.
  [[nodiscard]] std::optional<Written> take();
  // The same, once nothing is being written any more.
  [[nodiscard]] std::optional<Written> settle();

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace kula::io
