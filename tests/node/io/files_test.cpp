#include "node/io/files.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/node/io/full_disk.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {
namespace {

class FilesTest : public testing::Test {
 protected:
  tests::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "file").string();
};

TEST_F(FilesTest, AFileIsReadWhole) {
  const Bytes content(200'000, 7);
  ASSERT_TRUE(write_file(path_, content, 0600));
  EXPECT_EQ(read_file(path_, content.size()), content);
  ASSERT_TRUE(write_file(path_, {}, 0600));
  EXPECT_EQ(read_file(path_, 0), Bytes{});
}

TEST_F(FilesTest, MissingUnreadableAndTooLargeAreThreeAnswers) {
  EXPECT_EQ(read_file(path_, 10).error(), FileError::missing);
  ASSERT_TRUE(write_file(path_, Bytes(11, 1), 0600));
  EXPECT_EQ(read_file(path_, 10).error(), FileError::too_large);
  EXPECT_EQ(read_file(folder_.path().string(), 10).error(), FileError::unreadable) << "a directory";
  EXPECT_EQ(read_file(path_ + "/below", 10).error(), FileError::unreadable) << "below a file";
}

TEST_F(FilesTest, AFullDiskKeepsTheOldContent) {
  ASSERT_TRUE(write_file(path_, Bytes{1}, 0600));
  {
    const FullDisk full(1);
    EXPECT_FALSE(write_file(path_, Bytes(100, 2), 0600));
  }
  EXPECT_EQ(read_file(path_, 10), Bytes{1});
}

TEST_F(FilesTest, KeyFilesThatOthersMayReadAreRefused) {
  EXPECT_EQ(read_key_file(path_).error(), KeyFileError::missing);
  std::ofstream(path_) << std::string(64, 'a') << "\n";
  ASSERT_EQ(::chmod(path_.c_str(), 0640), 0);
  EXPECT_EQ(read_key_file(path_).error(), KeyFileError::readable_by_others);
  ASSERT_EQ(::chmod(path_.c_str(), 0600), 0);
  EXPECT_EQ(read_key_file(path_), Bytes(32, 0xaa));
  std::ofstream(path_) << std::string(63, 'a') << "g";
  EXPECT_EQ(read_key_file(path_).error(), KeyFileError::malformed);
  std::ofstream(path_) << std::string(1'000, 'a');
  EXPECT_EQ(read_key_file(path_).error(), KeyFileError::malformed);
}

TEST_F(FilesTest, AKeyFileThatDoesNotOpenIsNotTakenForNone) {
  std::filesystem::create_directory(path_);
  ASSERT_EQ(::chmod(path_.c_str(), 0700), 0);
  EXPECT_EQ(read_key_file(path_).error(), KeyFileError::unreadable);
  EXPECT_EQ(read_key_file(folder_.path().string() + "/file/below/it").error(), KeyFileError::missing);
}

}  // namespace
}  // namespace kula::io
