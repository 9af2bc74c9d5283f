// kill -9 of a process that writes: what was acknowledged is there, and no batch is there in part.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/storage/rocks/rocks_store.h"
#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/storage/rocks/crash_batches.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

namespace kula::storage {
namespace {

std::uint64_t number_of(ByteView big_endian) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : big_endian) number = number << 8 | byte;
  return number;
}

// The writer as a child process.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& folder) {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe(ends), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::string program = KULA_CRASH_WRITER;
    std::string argument = folder.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    EXPECT_EQ(posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
  }
  ~Writer() { ::close(output_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // The next acknowledged number; nothing when the writer has ended.
  std::optional<std::uint64_t> acknowledged() {
    Bytes number(8);
    std::size_t got = 0;
    while (got < number.size()) {
      const ssize_t more = ::read(output_, number.data() + got, number.size() - got);
      if (more <= 0) return std::nullopt;
      got += static_cast<std::size_t>(more);
    }
    return number_of(number);
  }
  void kill() {
    ::kill(process_, SIGKILL);
    int status = 0;
    EXPECT_EQ(::waitpid(process_, &status, 0), process_);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "the writer ended by itself: " << status;
  }

 private:
  pid_t process_ = -1;
  int output_ = -1;
};

// Every batch up to the last is there whole, and nothing else is. Answers the last.
std::uint64_t check_batches(const RocksStore& store) {
  const auto stored = store.get(Column::meta, tests::last_batch_key());
  const std::uint64_t last = stored ? number_of(*stored) : 0;
  std::map<Column, std::uint64_t> expected;
  for (std::uint64_t number = 1; number <= last; ++number) {
    const WriteBatch batch = tests::crash_batch(number);
    for (const auto& entry : batch.entries()) {
      if (entry.column == Column::meta) continue;
      ++expected[entry.column];
      if (store.get(entry.column, entry.key) != entry.value) {
        ADD_FAILURE() << "batch " << number << " of " << last << " is not whole";
        return last;
      }
    }
  }
  for (const Column column : tests::kCrashColumns) {
    std::uint64_t rows = 0;
    store.scan(column, {}, {}, [&](ByteView, ByteView) { return ++rows != 0; });
    EXPECT_EQ(rows, expected[column]) << "rows of batches that are not there";
  }
  return last;
}

TEST(RocksCrash, KeepsEveryAcknowledgedBatchWhole) {
  tests::SeededRandom random;
  const tests::TemporaryFolder folder;
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 25; ++round) {
    Writer writer(folder.path());
    // Some are killed before they have opened the store, the others after some batches; where exactly inside
    // of what they do meanwhile is up to the scheduler.
    for (std::size_t left = random.below(3) == 0 ? 0 : random.below(40); left > 0; --left) {
      const auto number = writer.acknowledged();
      ASSERT_TRUE(number) << "the writer ended by itself";
      acknowledged = *number;
    }
    writer.kill();
    while (const auto number = writer.acknowledged()) acknowledged = *number;

    if (random.coin()) continue;  // the next writer recovers, and may be killed while it does
    const auto store = RocksStore::open(folder.path());
    ASSERT_TRUE(store) << store.error().message;
    ASSERT_GE(check_batches(**store), acknowledged) << "round " << round;
  }
  const auto store = RocksStore::open(folder.path());
  ASSERT_TRUE(store) << store.error().message;
  ASSERT_GE(check_batches(**store), acknowledged);
  EXPECT_GT(acknowledged, 0u);
}

}  // namespace
}  // namespace kula::storage
