#include "cli/localnet/process.h"

#include <arpa/inet.h>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/text_file.h"

namespace kula::cli::localnet {
namespace {

class ProcessTest : public testing::Test {
 protected:
  ~ProcessTest() override { std::filesystem::remove(log_); }
  const std::string log_ = testing::TempDir() + "/kula-process-" + std::to_string(::getpid()) + ".log";
};

bool within_10_s(const std::function<bool()>& condition) {
  for (int looks = 0; looks < 1'000; ++looks) {
    if (condition()) return true;
    pause_ms(10);
  }
  return false;
}

TEST_F(ProcessTest, WhatAProgramPrintsIsTheAnswerAndItsErrorsAreInTheLog) {
  const auto printed = run_to_end({"/bin/sh", "-c", "echo words; echo fault >&2"}, log_);
  EXPECT_EQ(printed, "words\n");
  EXPECT_EQ(log_tail(log_), "fault");
}

TEST_F(ProcessTest, AProgramThatFailsOrIsMissingGivesNothing) {
  EXPECT_FALSE(run_to_end({"/bin/sh", "-c", "echo words; exit 3"}, log_));
  EXPECT_FALSE(run_to_end({"/bin/sh", "-c", "kill -9 $$"}, log_));
  EXPECT_FALSE(run_to_end({"/no/such/program"}, log_));
}

TEST_F(ProcessTest, AProcessIsRecognisedByAWordItWasStartedWith) {
  const auto process = run_in_background({"/bin/sleep", "600"}, log_);
  ASSERT_TRUE(process);
  EXPECT_TRUE(within_10_s([&] { return is_alive_with(*process, "600"); }));
  EXPECT_FALSE(is_alive_with(*process, "60"));
  EXPECT_FALSE(is_alive_with(*process, "/other/kulad.toml"));
  EXPECT_FALSE(is_gone(*process));
  ::kill(*process, SIGKILL);
  // Until its parent collects it, it is there, but nothing of it runs.
  EXPECT_TRUE(within_10_s([&] { return is_gone(*process); }));
  EXPECT_FALSE(is_alive(*process));
  EXPECT_FALSE(is_alive_with(*process, "600"));
  ASSERT_EQ(::waitpid(*process, nullptr, 0), *process);
  EXPECT_TRUE(is_gone(*process));
}

TEST_F(ProcessTest, APortIsTakenWhileSomebodyListensThere) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_FALSE(is_free(ntohs(address.sin_port)));
  ::close(listener);
  EXPECT_TRUE(is_free(ntohs(address.sin_port)));
}

TEST_F(ProcessTest, TheTailOfALogIsItsLastLine) {
  EXPECT_EQ(log_tail(log_), "the log is empty");
  ASSERT_TRUE(write_text_file(log_, "first\nlast\n\n", 0600));
  EXPECT_EQ(log_tail(log_), "last");
  ASSERT_TRUE(write_text_file(log_, "only", 0600));
  EXPECT_EQ(log_tail(log_), "only");
}

}  // namespace
}  // namespace kula::cli::localnet
