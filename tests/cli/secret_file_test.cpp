#include "cli/secret_file.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/key_store.h"
#include "cli/text_file.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

class SecretFile : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  tests::TemporaryFolder folder_;
};

TEST_F(SecretFile, LeavesWhateverIsThereAsItIs) {
  ASSERT_TRUE(create_secret_file(path("there"), "first"));
  std::filesystem::create_symlink(path("nowhere"), path("link"));
  for (const auto& taken : {path("there"), path("link"), folder_.path().string(), std::string("/dev/null")}) {
    const auto made = create_secret_file(taken, "second");
    ASSERT_FALSE(made) << taken;
    EXPECT_EQ(made.error().code, "file_exists") << taken;
  }
  EXPECT_EQ(*read_text_file(path("there")), "first");
  EXPECT_FALSE(std::filesystem::exists(path("nowhere")));
}

TEST_F(SecretFile, SaysWhyItCannotBeMade) {
  const auto made = create_secret_file(path("no/folder"), "secret");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "file_error");
  EXPECT_EQ(made.error().cause, "No such file or directory");
}

TEST_F(SecretFile, IsForItsOwnerAlone) {
  ASSERT_TRUE(create_secret_file(path("new"), "secret"));
  EXPECT_EQ(*read_text_file(path("new")), "secret");
  struct stat status {};
  ASSERT_EQ(::stat(path("new").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(SecretFile, AndADirectoryIsNoFileToRead) {
  const auto text = read_text_file(folder_.path().string());
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "file_error");
}

TEST_F(SecretFile, AndNoFileIsReadBeyondItsLimitEvenIfItDoesNotSayItsSize) {
  const auto text = read_text_file("/dev/zero", 1000);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "file_too_large");
}

}  // namespace
}  // namespace kula::cli
