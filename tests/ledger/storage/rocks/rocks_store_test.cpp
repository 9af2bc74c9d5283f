#include "ledger/storage/rocks/rocks_store.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/storage/rocks/crash_batches.h"
#include "tests/support/temporary_folder.h"

namespace kula::storage {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

// A store of 20 batches that was closed, with rows in files and rows in the log.
class ClosedStore : public testing::Test {
 protected:
  static constexpr std::uint64_t kBatches = 20;

  ClosedStore() {
    for (std::uint64_t number = 1; number <= kBatches; ++number) {
      if (number % 8 == 1) reopen();  // moves what the log holds into files
      EXPECT_TRUE(store_->write(tests::crash_batch(number)));
    }
    store_.reset();
  }
  void reopen() {
    store_.reset();
    auto opened = RocksStore::open(folder_.path());
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  [[nodiscard]] bool holds_everything() const {
    for (std::uint64_t number = 1; number <= kBatches; ++number) {
      const WriteBatch batch = tests::crash_batch(number);
      for (const auto& entry : batch.entries()) {
        if (entry.column != Column::meta && store_->get(entry.column, entry.key) != entry.value) return false;
      }
    }
    return true;
  }
  [[nodiscard]] fs::path database() const { return folder_.path() / RocksStore::kFolder; }
  // Files of the database whose names hold `part`, the largest first.
  [[nodiscard]] std::vector<fs::path> files(std::string_view part) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(database())) {
      if (entry.path().filename().string().find(part) != std::string::npos) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return fs::file_size(a) > fs::file_size(b); });
    return found;
  }
  void expect_damaged() const {
    const auto opened = RocksStore::open(folder_.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(
        opened.error().message,
        AllOf(HasSubstr("damaged"), HasSubstr("`kulad tool repair --data-dir " + folder_.path().string())));
  }

  tests::TemporaryFolder folder_;
  std::unique_ptr<RocksStore> store_;
};

TEST_F(ClosedStore, RefusesToOpenWithoutADataFile) {
  fs::remove(files(".sst").at(0));
  expect_damaged();
}

TEST_F(ClosedStore, RefusesToOpenWithADataFileCutShort) {
  const fs::path file = files(".sst").at(0);
  fs::resize_file(file, fs::file_size(file) / 2);
  expect_damaged();
}

TEST_F(ClosedStore, RefusesToOpenWithoutItsListOfFiles) {
  fs::remove(files("MANIFEST").at(0));
  expect_damaged();
}

TEST_F(ClosedStore, RefusesToOpenWithAnEmptyListOfFiles) {
  fs::resize_file(files("MANIFEST").at(0), 0);
  expect_damaged();
}

TEST_F(ClosedStore, RefusesToStartAnewWhereDataIs) {
  fs::remove(database() / "CURRENT");
  expect_damaged();
  expect_damaged();
  EXPECT_FALSE(fs::exists(database() / "CURRENT"));
  EXPECT_FALSE(files(".sst").empty());
}

TEST_F(ClosedStore, NeverCrashesOnAListOfFilesCutShortAnywhere) {
  tests::SeededRandom random;
  const fs::path manifest = files("MANIFEST").at(0);
  const auto size = fs::file_size(manifest);
  const tests::TemporaryFolder copies;
  for (int i = 0; i < 15; ++i) {
    const fs::path copy = copies.path() / std::to_string(i);
    fs::copy(folder_.path(), copy, fs::copy_options::recursive);
    fs::resize_file(copy / RocksStore::kFolder / manifest.filename(), random.below(size));
    const auto opened = RocksStore::open(copy);
    if (!opened) {
      EXPECT_THAT(opened.error().message, HasSubstr("kulad tool repair"));
    }
  }
}

TEST_F(ClosedStore, RefusesALogBrokenBeforeItsEnd) {
  const fs::path log = files(".log").at(0);
  ASSERT_GT(fs::file_size(log), 1000u);
  std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(500);
  file.put('\x55');
  file.put('\xaa');
  file.close();
  expect_damaged();
}

TEST_F(ClosedStore, ForgetsALastRecordThatWasCutOff) {
  const fs::path log = files(".log").at(0);
  fs::resize_file(log, fs::file_size(log) - 3);
  reopen();
  const auto last = store_->get(Column::meta, tests::last_batch_key());
  EXPECT_EQ(last, tests::big_endian(kBatches - 1)) << "the batch before is there whole";
}

TEST_F(ClosedStore, StopsAtARowThatCannotBeRead) {
  const fs::path data = files(".sst").at(0);
  std::fstream file(data, std::ios::in | std::ios::out | std::ios::binary);
  const auto size = static_cast<std::streamoff>(fs::file_size(data));
  for (std::streamoff at = 0; at < size * 9 / 10; at += 512) {
    file.seekp(at);
    file.put('\x55');
  }
  file.close();
  const auto read_all = [&] {
    auto opened = RocksStore::open(folder_.path());
    if (opened) {
      for (const Column column : tests::kCrashColumns) {
        (*opened)->scan(column, {}, {}, [](ByteView, ByteView) { return true; });
      }
    } else {
      std::fprintf(stderr, "%s\n", opened.error().message.c_str());
      std::abort();
    }
  };
  testing::FLAGS_gtest_death_test_style = "threadsafe";  // RocksDB has threads
  EXPECT_DEATH(read_all(), "damaged.*kulad tool repair --data-dir");
}

TEST_F(ClosedStore, IsRepairedWithoutItsListOfFiles) {
  fs::remove(files("MANIFEST").at(0));
  fs::remove(database() / "CURRENT");
  const auto repaired = RocksStore::repair(folder_.path());
  ASSERT_TRUE(repaired) << repaired.error().message;
  reopen();
  EXPECT_TRUE(holds_everything());
}

TEST_F(ClosedStore, IsNotRepairedWhileItIsOpen) {
  reopen();
  EXPECT_FALSE(RocksStore::repair(folder_.path()));
  EXPECT_TRUE(holds_everything());
}

TEST_F(ClosedStore, RefusesASecondOpening) {
  reopen();
  const auto second = RocksStore::open(folder_.path());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, AllOf(HasSubstr("another process"), HasSubstr("fuser")));
  EXPECT_TRUE(holds_everything());
}

TEST_F(ClosedStore, RefusesAnotherProcess) {
  reopen();
  const std::string command = std::string(KULA_CRASH_WRITER) + " " + folder_.path().string() + " 2>&1";
  FILE* const output = ::popen(command.c_str(), "r");
  ASSERT_NE(output, nullptr);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), output));
  EXPECT_EQ(WEXITSTATUS(::pclose(output)), 1);
  EXPECT_THAT(text, AllOf(HasSubstr("another process"), HasSubstr("fuser")));
}

TEST(RocksStore, SaysWhyItCannotOpenAFolder) {
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "text";
  const auto opened = RocksStore::open(folder.path() / "file");
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, AllOf(HasSubstr("cannot be opened"), HasSubstr("Not a directory")));
}

TEST(RocksStore, OpensAFolderWhereAFirstOpeningWasInterrupted) {
  const tests::TemporaryFolder folder;
  { ASSERT_TRUE(RocksStore::open(folder.path())); }
  fs::create_directories(folder.path() / "fresh" / RocksStore::kFolder);
  std::ofstream(folder.path() / "fresh" / RocksStore::kFolder / "MANIFEST-000001") << "half";
  std::ofstream(folder.path() / "fresh" / RocksStore::kFolder / "000001.dbtmp") << "MANIF";
  const auto opened = RocksStore::open(folder.path() / "fresh");
  EXPECT_TRUE(opened) << opened.error().message;
}

// In the child of EXPECT_EXIT: a limit on the size of files stands for a full disk.
void write_until_the_disk_is_full(const fs::path& folder) {
  auto store = RocksStore::open(folder);
  if (!store) std::_Exit(2);
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{400'000, 400'000};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) std::_Exit(3);
  for (std::uint64_t number = 1; number < 1000; ++number) {
    const auto written = (*store)->write(tests::crash_batch(number));
    if (written) continue;
    const auto last = (*store)->get(Column::meta, tests::last_batch_key());
    std::fprintf(stderr, "%s; visible: %d; again: %d\n", written.error().message.c_str(),
                 last == tests::big_endian(number) ? 1 : 0,
                 (*store)->write(tests::crash_batch(number)).has_value() ? 1 : 0);
    std::_Exit(0);
  }
  std::_Exit(4);
}

TEST(RocksStoreDeathTest, AnswersAFullDiskAndShowsNothingOfTheBatch) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const tests::TemporaryFolder folder;
  EXPECT_EXIT(write_until_the_disk_is_full(folder.path()), testing::ExitedWithCode(0),
              "cannot write to the store.*File too large.*`df .*visible: 0; again: 0");
}

}  // namespace
}  // namespace kula::storage
