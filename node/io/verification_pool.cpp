#include "node/io/verification_pool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <thread>

#include "ledger/crypto/key_points.h"
#include "node/io/limits.h"

namespace kula::io {

namespace {
constexpr int kWorkerNice = 10;
constexpr const char* kVerifyThread = "kulad:verify";  // at most 15 characters; for top and perf
}  // namespace

struct VerificationPool::Shared {
  std::mutex mutex;
  std::condition_variable wake;
  using Chunks = std::deque<std::vector<engine::VerifyJob>>;
  Chunks of_blocks;  // guarded by mutex, as the two below
  Chunks others;     // when there are none of blocks
  bool is_stopping = false;
  Report report;
  std::vector<std::thread> threads;

  void work() {
    // On Linux this is the calling thread's own priority.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, kWorkerNice));
    static_cast<void>(::prctl(PR_SET_NAME, kVerifyThread));
    crypto::KeyPoints points;
    while (true) {
      std::unique_lock lock(mutex);
      wake.wait(lock, [this] { return is_stopping || !of_blocks.empty() || !others.empty(); });
      if (is_stopping) return;
      auto& chunks = of_blocks.empty() ? others : of_blocks;
      const auto chunk = std::move(chunks.front());
      chunks.pop_front();
      lock.unlock();
      std::vector<engine::Verdict> verdicts;
      verdicts.reserve(chunk.size());
      for (const auto& job : chunk) {
        const auto& transaction = *job.transaction;
        verdicts.push_back(
            {job.token, types::signed_by(job.auth, transaction.id(), transaction.signatures(), points)});
      }
      report(std::move(verdicts));
    }
  }
};

VerificationPool::VerificationPool(unsigned threads, Report report) : shared_(std::make_unique<Shared>()) {
  shared_->report = std::move(report);
  for (unsigned i = 0; i < threads; ++i)
    shared_->threads.emplace_back([shared = shared_.get()] { shared->work(); });
}

VerificationPool::~VerificationPool() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->is_stopping = true;
  }
  shared_->wake.notify_all();
  for (auto& thread : shared_->threads) thread.join();
}

void VerificationPool::verify(std::vector<engine::VerifyJob> jobs) {
  if (jobs.empty()) return;
  const auto chunks = (jobs.size() + kVerifyChunk - 1) / kVerifyChunk;
  {
    const std::lock_guard lock(shared_->mutex);
    auto& queue = jobs.front().for_block ? shared_->of_blocks : shared_->others;
    for (std::size_t first = 0; first < jobs.size(); first += kVerifyChunk) {
      const auto last = std::min(jobs.size(), first + kVerifyChunk);
      queue.emplace_back(std::make_move_iterator(jobs.begin() + static_cast<std::ptrdiff_t>(first)),
                         std::make_move_iterator(jobs.begin() + static_cast<std::ptrdiff_t>(last)));
    }
  }
  if (chunks == 1) {
    shared_->wake.notify_one();
  } else {
    shared_->wake.notify_all();
  }
}

}  // namespace kula::io
