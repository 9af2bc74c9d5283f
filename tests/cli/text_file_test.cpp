#include "cli/text_file.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

namespace fs = std::filesystem;

class TextFileTest : public testing::Test {
 protected:
  tests::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "key.json").string();
};

TEST_F(TextFileTest, IsReadAsItWasWrittenAndReplacedAsAWhole) {
  ASSERT_TRUE(write_text_file(path_, "a longer text\n", 0600));
  ASSERT_TRUE(write_text_file(path_, "short", 0600));
  EXPECT_EQ(*read_text_file(path_), "short");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1) << "something is left over";
}

TEST_F(TextFileTest, IsWrittenWithoutTouchingItsNeighbours) {
  ASSERT_TRUE(write_text_file(path_ + ".new", "somebody's", 0600));
  ASSERT_TRUE(write_text_file(path_, "ours", 0600));
  EXPECT_EQ(*read_text_file(path_ + ".new"), "somebody's");
}

TEST_F(TextFileTest, HasTheModeThatWasAskedForAlsoOverAnotherOne) {
  ASSERT_TRUE(write_text_file(path_, "public", 0644));
  ASSERT_TRUE(write_text_file(path_, "secret", 0600));
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(TextFileTest, IsWrittenIntoTheFolderOfTheProcess) {
  const auto before = fs::current_path();
  fs::current_path(folder_.path());
  EXPECT_TRUE(write_text_file("key.json", "here", 0600));
  fs::current_path(before);
  EXPECT_EQ(*read_text_file(path_), "here");
}

TEST_F(TextFileTest, ErrorsNameTheFileAndWhatToDo) {
  const auto missing = read_text_file(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "file_error");
  EXPECT_NE(missing.error().what.find(path_), std::string::npos);
  ASSERT_TRUE(write_text_file(path_, "12345", 0600));
  const auto large = read_text_file(path_, 4);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, "file_too_large");
  const auto nowhere = write_text_file(path_ + "/below", "x", 0600);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, "file_error");
}

}  // namespace
}  // namespace kula::cli
