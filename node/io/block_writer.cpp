#include "node/io/block_writer.h"

#include <condition_variable>
#include <mutex>
#include <sys/prctl.h>
#include <thread>

#include "ledger/base/check.h"

namespace kula::io {

namespace {
constexpr const char* kStoreThread = "kulad:store";  // at most 15 characters; for top and perf
}  // namespace

struct BlockWriterThread::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<ledger::BlockWrite> block;  // guarded by mutex; to be written
  bool is_writing = false;                  // guarded by mutex
  std::optional<Written> result;            // guarded by mutex; until somebody takes it
  bool is_stopping = false;                 // guarded by mutex
  std::function<void()> report;
  std::thread thread;

  void work() {
    static_cast<void>(::prctl(PR_SET_NAME, kStoreThread));
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return is_stopping || block; });
      if (!block) return;
      auto own = std::exchange(block, std::nullopt);
      lock.unlock();
      auto written = own->write();
      own.reset();  // the block may be freed here: that takes a while
      lock.lock();
      result = std::move(written);
      is_writing = false;
      lock.unlock();
      changed.notify_all();
      report();
      lock.lock();
    }
  }
};

BlockWriterThread::BlockWriterThread(std::function<void()> report) : shared_(std::make_unique<Shared>()) {
  shared_->report = std::move(report);
  shared_->thread = std::thread([shared = shared_.get()] { shared->work(); });
}

BlockWriterThread::~BlockWriterThread() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->is_stopping = true;
  }
  shared_->changed.notify_all();
  shared_->thread.join();
}

void BlockWriterThread::write(ledger::BlockWrite block) {
  {
    const std::lock_guard lock(shared_->mutex);
    KULA_CHECK(!shared_->is_writing && !shared_->result,
               "two blocks are written at once; report this as a bug");
    shared_->block = std::move(block);
    shared_->is_writing = true;
  }
  shared_->changed.notify_all();
}

engine::BlockWriter::Written BlockWriterThread::finish() {
  std::unique_lock lock(shared_->mutex);
  KULA_CHECK(shared_->is_writing || shared_->result, "no block is being written; report this as a bug");
  shared_->changed.wait(lock, [this] { return shared_->result.has_value(); });
  return *std::exchange(shared_->result, std::nullopt);
}

std::optional<engine::BlockWriter::Written> BlockWriterThread::settle() {
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait(lock, [this] { return !shared_->is_writing; });
  return std::exchange(shared_->result, std::nullopt);
}

std::optional<engine::BlockWriter::Written> BlockWriterThread::take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->result, std::nullopt);
}

}  // namespace kula::io
