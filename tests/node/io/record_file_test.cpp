#include "node/io/record_file.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "consensus/signing_record.h"
#include "node/io/clock.h"
#include "node/io/files.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {
namespace {

namespace fs = std::filesystem;

// While it lives, no file of this process may grow or be written beyond so many bytes: a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit full{bytes, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  }
  ~FullDisk() {
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &before_), 0);
    ::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

class RecordFileTest : public testing::Test {
 protected:
  static consensus::RecordEntry entry(std::uint64_t view) {
    return consensus::Proposed{types::Epoch{0}, types::View{view}, {}};
  }
  void create() {
    consensus::RecordFormat format({}, 1);
    ASSERT_TRUE(RecordFile::create(directory_, format.whole_file({entry(0)})));
  }
  // Opens, checks what is read and makes it ready for appends.
  std::unique_ptr<RecordFile> reopen(std::size_t entries) {
    auto file = RecordFile::open(directory_);
    EXPECT_TRUE(file.has_value());
    if (!file) return nullptr;
    const auto contents = consensus::read_record((*file)->found());
    EXPECT_TRUE(contents.has_value());
    EXPECT_EQ(contents->entries.size(), entries);
    format_ = contents->format;
    EXPECT_TRUE((*file)->begin(contents->good_bytes));
    return std::move(*file);
  }

  tests::TemporaryFolder folder_;
  std::string directory_ = (folder_.path() / "record").string();
  std::optional<consensus::RecordFormat> format_;
};

TEST_F(RecordFileTest, DoesNotOpenWhereThereIsNone) {
  EXPECT_FALSE(RecordFile::open(directory_));
  fs::create_directory(directory_);
  const auto file = RecordFile::open(directory_);
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().find("kulad tool init"), std::string::npos);
}

TEST_F(RecordFileTest, IsNeverReplacedByAFirstOne) {
  create();
  const auto again = RecordFile::create(directory_, Bytes{1});
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().find("already"), std::string::npos);
}

TEST_F(RecordFileTest, IsLockedAgainstASecondProcess) {
  create();
  const auto first = reopen(1);
  const auto second = RecordFile::open(directory_);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find("another kulad"), std::string::npos);
}

TEST_F(RecordFileTest, AFullDiskIsAnErrorAndTakesNothingThatWasThere) {
  create();
  {
    const auto file = reopen(1);
    ASSERT_TRUE(file->append(format_->batch({entry(1)})));
    const FullDisk full(1);
    EXPECT_FALSE(file->append(format_->batch({entry(2)})));
    EXPECT_FALSE(file->replace(format_->whole_file({entry(3)})));
  }
  EXPECT_NE(reopen(2), nullptr);
  {
    const FullDisk full(1);
    const auto file = RecordFile::open(directory_);
    ASSERT_TRUE(file);
    EXPECT_FALSE((*file)->begin(consensus::read_record((*file)->found())->good_bytes));
  }
  EXPECT_NE(reopen(2), nullptr);
}

TEST_F(RecordFileTest, AFullDiskMakesNoFirstRecord) {
  {
    const FullDisk full(1);
    EXPECT_FALSE(RecordFile::create(directory_, Bytes(1'000, 1)));
  }
  create();
  EXPECT_NE(reopen(1), nullptr);
}

TEST_F(RecordFileTest, KeepsWhatWasAppended) {
  create();
  for (std::uint64_t view = 1; view <= 3; ++view) {
    const auto file = reopen(static_cast<std::size_t>(view));
    ASSERT_TRUE(file->append(format_->batch({entry(view)})));
  }
  EXPECT_NE(reopen(4), nullptr);
}

TEST_F(RecordFileTest, CutsATornTailAndGoesOn) {
  create();
  {
    const auto file = reopen(1);
    ASSERT_TRUE(file->append(format_->batch({entry(1)})));
    const auto torn = format_->batch({entry(2)});
    ASSERT_TRUE(file->append(ByteView(torn).first(torn.size() / 2)));
  }
  {
    const auto file = reopen(2);
    ASSERT_TRUE(file->append(format_->batch({entry(3)})));
  }
  EXPECT_NE(reopen(3), nullptr);
}

TEST_F(RecordFileTest, GrowsBeyondWhatWasWrittenAhead) {
  create();
  const consensus::RecordEntry large = consensus::StoredBody{{}, Bytes(3'000'000, 5)};
  {
    const auto file = reopen(1);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(file->append(format_->batch({large})));
  }
  EXPECT_NE(reopen(5), nullptr);
}

TEST_F(RecordFileTest, IsReplacedAsAWhole) {
  create();
  {
    const auto file = reopen(1);
    ASSERT_TRUE(file->append(format_->batch({entry(1), entry(2)})));
    ASSERT_TRUE(file->replace(format_->whole_file({entry(7)})));
    ASSERT_TRUE(file->append(format_->batch({entry(8)})));
  }
  EXPECT_NE(reopen(2), nullptr);
}

TEST_F(RecordFileTest, KeyFilesThatOthersMayReadAreRefused) {
  const std::string path = (folder_.path() / "consensus.key").string();
  EXPECT_EQ(read_key_file(path).error, KeyFileError::missing);
  std::ofstream(path) << std::string(64, 'a') << "\n";
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  EXPECT_FALSE(read_key_file(path).secret);
  EXPECT_EQ(read_key_file(path).error, KeyFileError::readable_by_others);
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(read_key_file(path).secret, Bytes(32, 0xaa));
  std::ofstream(path) << std::string(63, 'a') << "g";
  EXPECT_EQ(read_key_file(path).error, KeyFileError::malformed);
}

TEST_F(RecordFileTest, TheVirtualClockRemembersItsOffset) {
  const std::string path = (folder_.path() / "clock-offset").string();
  {
    auto clock = Clock::open(path);
    ASSERT_TRUE(clock);
    const auto before = clock->now();
    ASSERT_TRUE(clock->advance(8 * kDayMs));
    EXPECT_GE(clock->now().wall, after(before.wall, 8 * kDayMs));
    EXPECT_LT(clock->now().steady_ms - before.steady_ms, kDayMs);
    EXPECT_FALSE(clock->advance(UINT64_MAX));
  }
  EXPECT_EQ(Clock::open(path)->offset_ms(), 8 * kDayMs);
  std::ofstream(path) << "soon";
  EXPECT_FALSE(Clock::open(path));
}

}  // namespace
}  // namespace kula::io
