// The parts of a link, each alone: keys on disk, frames, queues, budgets.
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "node/io/limits.h"
#include "node/io/send_queues.h"
#include "node/io/tls_identity.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {
namespace {

using engine::Lane;

class TlsIdentityTest : public testing::Test {
 protected:
  tests::TemporaryFolder folder_;
  std::string path_ = folder_.path() / "tls.key";
};

TEST_F(TlsIdentityTest, NamesTheCommandWhenThereIsNoKey) {
  const auto identity = TlsIdentity::read(path_);
  ASSERT_FALSE(identity);
  EXPECT_NE(identity.error().find("kulad tool keys"), std::string::npos);
}

TEST_F(TlsIdentityTest, RefusesAFileThatOthersMayRead) {
  ASSERT_TRUE(TlsIdentity::create(path_));
  ASSERT_EQ(::chmod(path_.c_str(), 0640), 0);
  const auto identity = TlsIdentity::read(path_);
  ASSERT_FALSE(identity);
  EXPECT_NE(identity.error().find("chmod 600"), std::string::npos);
}

TEST_F(TlsIdentityTest, RefusesWhatIsNoEd25519Key) {
  std::ofstream(path_) << "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  ASSERT_EQ(::chmod(path_.c_str(), 0600), 0);
  EXPECT_FALSE(TlsIdentity::read(path_));
  // An X25519 key: as long, as good a PEM, and of no use for signing (RFC 8410's example).
  std::ofstream(path_) << "-----BEGIN PRIVATE KEY-----\n"
                          "MC4CAQAwBQYDK2VuBCIEIJAzOo6aJ5/sZgRUDeqUt1Q8p2JH0+MDuVqzJrtSz7VV\n"
                          "-----END PRIVATE KEY-----\n";
  EXPECT_FALSE(TlsIdentity::read(path_));
}

TEST_F(TlsIdentityTest, NeverReplacesAKeyAndGivesTheSameNameAtEveryStart) {
  ASSERT_TRUE(TlsIdentity::create(path_));
  struct stat status {};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  const auto first = TlsIdentity::read(path_);
  ASSERT_TRUE(first);
  EXPECT_FALSE(TlsIdentity::create(path_));
  const auto second = TlsIdentity::read(path_);
  ASSERT_TRUE(second);
  EXPECT_EQ(first->id(), second->id());
  EXPECT_EQ(id_of_certificate(first->certificate()), first->id());
}

TEST_F(TlsIdentityTest, TheNameIsTheHashOfThePublicKeysDer) {
  // The first test key of RFC 8032; its SubjectPublicKeyInfo is 302a300506032b6570032100 and the 32 bytes.
  std::ofstream(path_) << "-----BEGIN PRIVATE KEY-----\n"
                          "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                          "-----END PRIVATE KEY-----\n";
  ASSERT_EQ(::chmod(path_.c_str(), 0600), 0);
  const auto identity = TlsIdentity::read(path_);
  ASSERT_TRUE(identity) << identity.error();
  EXPECT_EQ(identity->id().text(), "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9");
}

TEST(FrameReader, RefusesALengthBeforeTheRestHasCome) {
  FrameReader reader(100);
  Frame frame;
  reader.input() = {102, 0, 0, 0};
  EXPECT_EQ(reader.next(frame), FrameReader::Result::malformed);
  FrameReader empty(100);
  empty.input() = {0, 0, 0, 0};
  EXPECT_EQ(empty.next(frame), FrameReader::Result::malformed);
}

TEST(FrameReader, KeepsNoMoreThanWhatHasCome) {
  FrameReader reader(engine::kMaxPeerMessageBytes);
  Frame frame;
  reader.input() = {0, 0, 0x50, 0, 4, 1};  // five MiB are announced
  EXPECT_EQ(reader.next(frame), FrameReader::Result::incomplete);
  EXPECT_LT(reader.input().capacity(), 1'000u);
}

TEST(FrameReader, GivesTheSameFramesHoweverTheBytesCome) {
  Bytes stream;
  for (const std::uint8_t size : Bytes{0, 1, 5, 100})
    append(stream, frame(FrameKind::sync, Bytes(size, size)));
  for (std::size_t step = 1; step <= stream.size(); ++step) {
    FrameReader reader(100);
    std::vector<std::size_t> sizes;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      append(reader.input(), ByteView(stream).subspan(at, std::min(step, stream.size() - at)));
      Frame one;
      while (reader.next(one) == FrameReader::Result::frame) {
        EXPECT_TRUE(std::all_of(one.content.begin(), one.content.end(),
                                [&](std::uint8_t byte) { return byte == one.content.size(); }));
        sizes.push_back(one.content.size());
      }
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{0, 1, 5, 100})) << step;
    EXPECT_FALSE(reader.is_within_frame());
  }
}

std::shared_ptr<const Bytes> message(std::size_t size) { return std::make_shared<const Bytes>(size, 1); }

TEST(SendQueues, AFullLaneTakesNoMoreAndLeavesTheOthersAlone) {
  SendQueues queues;
  std::size_t kept = 0;
  while (queues.put(Lane::transactions, message(1024 * 1024))) ++kept;
  EXPECT_GE(kept, kMaxTransactionsLaneBytes / (1024 * 1024) - 1);
  EXPECT_LE(kept, kMaxTransactionsLaneBytes / (1024 * 1024));
  EXPECT_TRUE(queues.put(Lane::consensus, message(1)));
  EXPECT_TRUE(queues.put(Lane::sync, message(engine::kMaxPeerMessageBytes)));
}

TEST(SendQueues, EmptyMessagesCostTooSoThatTheirNumberIsBounded) {
  SendQueues queues;
  std::size_t kept = 0;
  while (kept < kMaxTransactionsLaneBytes && queues.put(Lane::transactions, message(0))) ++kept;
  EXPECT_LT(kept, kMaxTransactionsLaneBytes / 16);
}

TEST(SendQueues, RoomComesBackWithWhatIsTaken) {
  SendQueues queues;
  for (int round = 0; round < 3; ++round) {
    while (queues.put(Lane::consensus, message(1024 * 1024))) {
    }
    while (!queues.is_empty()) {
      Bytes taken;
      queues.take(taken, 100'000);
      EXPECT_LE(taken.size(), 100'000u + kFrameHeadBytes);
    }
  }
}

TEST(SendQueues, ABegunFrameIsEndedBeforeConsensusGoesOn) {
  SendQueues queues;
  ASSERT_TRUE(queues.put(Lane::transactions, message(1000)));
  Bytes stream;
  queues.take(stream, 100);
  ASSERT_TRUE(queues.put(Lane::consensus, message(10)));
  while (!queues.is_empty()) {
    Bytes more;
    queues.take(more, 100);
    append(stream, more);
  }
  Bytes expected = frame(FrameKind::transactions, *message(1000));
  append(expected, frame(FrameKind::consensus, *message(10)));
  EXPECT_TRUE(stream == expected);
}

}  // namespace
}  // namespace kula::io
