#include "node/io/record_file.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "consensus/signing_record.h"
#include "tests/node/io/full_disk.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {
namespace {

namespace fs = std::filesystem;

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

TEST_F(RecordFileTest, ACrashBetweenWritingAndRenamingLeavesTheOldRecord) {
  create();
  {
    const auto file = reopen(1);
    ASSERT_TRUE(file->append(format_->batch({entry(1)})));
    const auto half = format_->whole_file({entry(7)});
    std::ofstream(directory_ + "/record.new", std::ios::binary)
        .write(reinterpret_cast<const char*>(half.data()), static_cast<std::streamsize>(half.size() / 2));
  }
  const auto file = reopen(2);
  ASSERT_NE(file, nullptr);
  EXPECT_TRUE(file->replace(format_->whole_file({entry(8)}))) << "what was left behind is in the way";
}

TEST_F(RecordFileTest, AFullDiskDuringAReplacementKeepsTheOldRecord) {
  create();
  {
    const auto file = reopen(1);
    ASSERT_TRUE(file->append(format_->batch({entry(1), entry(2)})));
    const auto next = format_->whole_file({entry(7)});
    const FullDisk full(1);
    EXPECT_FALSE(file->replace(next));
  }
  EXPECT_NE(reopen(3), nullptr);
}

TEST_F(RecordFileTest, OneThatDoesNotOpenIsNotTakenForOneThatWasNeverMade) {
  fs::create_directories(directory_ + "/record");
  const auto file = RecordFile::open(directory_);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().find("kulad tool init"), std::string::npos) << file.error();
  EXPECT_NE(file.error().find("cannot be read"), std::string::npos) << file.error();
}

}  // namespace
}  // namespace kula::io
