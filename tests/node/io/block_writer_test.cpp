#include "node/io/block_writer.h"

#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "ledger/storage/memory_store.h"
#include "tests/node/toy/toy_contracts.h"
#include "tests/support/forwarding_store.h"

namespace kula::io {
namespace {

using tests::ToyContracts;
constexpr std::chrono::seconds kDeadline{20};

// A store whose writes wait until the test lets them go.
class GatedStore final : public tests::ForwardingStore {
 public:
  Expected<void, storage::StoreError> write(const storage::WriteBatch&) override {
    std::unique_lock lock(mutex_);
    writer_ = std::this_thread::get_id();
    if (!changed_.wait_for(lock, kDeadline, [this] { return open_; }))
      return fail(storage::StoreError{"too late"});
    ++writes_;
    if (fails_) return fail(storage::StoreError{"the disk is full"});
    return {};
  }
  void open(bool fails = false) {
    const std::lock_guard lock(mutex_);
    open_ = true;
    fails_ = fails;
    changed_.notify_all();
  }
  [[nodiscard]] std::thread::id writer() const {
    const std::lock_guard lock(mutex_);
    return writer_;
  }
  [[nodiscard]] int writes() const {
    const std::lock_guard lock(mutex_);
    return writes_;
  }

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return memory_; }
  storage::MemoryStore memory_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  bool fails_ = false;
  int writes_ = 0;
  std::thread::id writer_;
};

// Counts reports, and waits for one.
class Reports {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  [[nodiscard]] bool await(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kDeadline, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

class BlockWriting : public testing::Test {
 protected:
  [[nodiscard]] ledger::BlockWrite block() {
    return {store_, contracts_, {}, std::make_shared<const ledger::ExecutedBlock>(), {}};
  }
  GatedStore store_;
  ToyContracts contracts_{types::ValidatorSet{}};
  Reports reports_;
};

TEST_F(BlockWriting, HappensOnAnotherThreadAndIsReported) {
  BlockWriterThread writer([this] { reports_.add(); });
  writer.write(block());
  EXPECT_FALSE(writer.take()) << "the store does not let it through yet";
  store_.open();
  ASSERT_TRUE(reports_.await(1));
  const auto written = writer.take();
  ASSERT_TRUE(written);
  EXPECT_TRUE(written->has_value());
  EXPECT_FALSE(writer.take()) << "it is told once";
  EXPECT_NE(store_.writer(), std::this_thread::get_id());
}

TEST_F(BlockWriting, TellsWhyItFailed) {
  BlockWriterThread writer([this] { reports_.add(); });
  writer.write(block());
  store_.open(true);
  const auto written = writer.finish();
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().message, "the disk is full");
}

TEST_F(BlockWriting, ThatIsWaitedForIsNotToldAgain) {
  BlockWriterThread writer([this] { reports_.add(); });
  for (int i = 1; i <= 50; ++i) {
    writer.write(block());
    store_.open();
    EXPECT_TRUE(writer.finish().has_value());
    EXPECT_EQ(store_.writes(), i);
    EXPECT_FALSE(writer.take());
  }
}

TEST_F(BlockWriting, IsSettledWhenNothingIsBeingWritten) {
  BlockWriterThread writer([this] { reports_.add(); });
  EXPECT_FALSE(writer.settle());
  writer.write(block());
  store_.open(true);
  const auto written = writer.settle();
  ASSERT_TRUE(written);
  EXPECT_FALSE(written->has_value());
  EXPECT_FALSE(writer.settle());
}

TEST_F(BlockWriting, IsEndedBeforeTheWriterIs) {
  {
    BlockWriterThread writer([this] { reports_.add(); });
    writer.write(block());
    store_.open();
  }
  EXPECT_EQ(store_.writes(), 1);
}

TEST_F(BlockWriting, IsOneAtATime) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(
      {
        BlockWriterThread writer([] {});
        writer.write(block());
        writer.write(block());
      },
      "two blocks are written at once");
}

}  // namespace
}  // namespace kula::io
