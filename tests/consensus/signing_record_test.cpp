#include "consensus/signing_record.h"

#include <gtest/gtest.h>

#include "tests/consensus/committee.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::Committee;

constexpr std::size_t kHeaderBytes = 24;

// A file of five batches, and where each begins and ends.
class SigningRecordTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = format_.whole_file({Opened{committee_.chain, committee_.set.validators[0].key, {}, {}}});
    ends_ = {file_.size()};
    for (std::uint64_t view = 1; view <= 4; ++view) {
      const auto id = block_id(view);
      append(file_, format_.batch({StoredBody{id, Bytes(50 * view, 7)}, Proposed{{}, types::View{view}, id},
                                   Voted{committee_.vote(0, testing::notarize(view, id))}}));
      ends_.push_back(file_.size());
    }
  }
  // Entries of the first `batches` batches.
  [[nodiscard]] static std::size_t entries_of(std::size_t batches) {
    return batches == 0 ? 0 : 1 + 3 * (batches - 1);
  }
  Committee committee_{1};
  RecordFormat format_{{{1, 2, 3}}, 1};
  Bytes file_;
  std::vector<std::size_t> ends_;
};

TEST_F(SigningRecordTest, IsCutAtTheLastWholeBatchWhereverItIsTorn) {
  for (std::size_t size = 0; size <= file_.size(); ++size) {
    SCOPED_TRACE(size);
    const auto contents = read_record(ByteView(file_).first(size));
    if (size < kHeaderBytes) {
      ASSERT_FALSE(contents);
      EXPECT_EQ(contents.error(), RecordError::not_a_record);
      continue;
    }
    ASSERT_TRUE(contents);
    const auto whole = static_cast<std::size_t>(
        std::count_if(ends_.begin(), ends_.end(), [&](auto end) { return end <= size; }));
    EXPECT_EQ(contents->entries.size(), entries_of(whole));
    EXPECT_EQ(contents->good_bytes, whole == 0 ? kHeaderBytes : ends_[whole - 1]);
  }
}

// Bytes after the tear may be anything that was on the disk before.
TEST_F(SigningRecordTest, IsCutWhenTheTornTailIsFollowedByZeros) {
  for (auto size = ends_[3] + 1; size < ends_[4]; ++size) {
    Bytes torn(file_.begin(), file_.begin() + static_cast<std::ptrdiff_t>(size));
    torn.resize(file_.size() + 4096, 0);
    if (std::equal(file_.begin(), file_.end(), torn.begin())) continue;  // it ended with zeros
    const auto contents = read_record(torn);
    ASSERT_TRUE(contents) << size;
    EXPECT_EQ(contents->good_bytes, ends_[3]) << size;
  }
}

// A flipped bit in a batch that a good batch follows: it was durable once, so a vote is lost (R9).
TEST_F(SigningRecordTest, IsDamagedByAFlippedBitAnywhereButInTheLastBatch) {
  for (std::size_t at = kHeaderBytes; at < file_.size(); ++at) {
    SCOPED_TRACE(at);
    auto flipped = file_;
    flipped[at] ^= 0x10;
    const auto contents = read_record(flipped);
    if (at < ends_[3]) {
      ASSERT_FALSE(contents);
      EXPECT_EQ(contents.error(), RecordError::damaged);
    } else {
      ASSERT_TRUE(contents);
      EXPECT_EQ(contents->good_bytes, ends_[3]);
      EXPECT_EQ(contents->entries.size(), entries_of(4));
    }
  }
}

TEST_F(SigningRecordTest, IsNoRecordWithAnotherHeaderAndNotReadableWithAnotherSalt) {
  auto other = file_;
  other[0] ^= 1;
  EXPECT_EQ(read_record(other).error(), RecordError::not_a_record);
  other = file_;
  other[10] ^= 1;  // every checksum fails: nothing good follows, so nothing is left
  const auto contents = read_record(other);
  ASSERT_TRUE(contents);
  EXPECT_TRUE(contents->entries.empty());
}

TEST_F(SigningRecordTest, IsDamagedByBatchesSwappedRepeatedOrLeftOut) {
  const auto part = [&](std::size_t batch) {
    const auto begin = batch == 0 ? 0 : ends_[batch - 1];
    return ByteView(file_).subspan(begin, ends_[batch] - begin);
  };
  const std::vector<std::vector<std::size_t>> orders = {
      {0, 2, 1, 3, 4}, {0, 1, 1, 2, 3}, {0, 2, 3, 4}, {0, 1, 2, 4}, {0, 1, 3}};
  for (const auto& order : orders) {
    Bytes shuffled;
    for (const auto batch : order) append(shuffled, part(batch));
    const auto contents = read_record(shuffled);
    ASSERT_FALSE(contents);
    EXPECT_EQ(contents.error(), RecordError::damaged);
  }
}

// What a user puts into a block must not pass for a batch: here, a whole good batch of another salt.
TEST_F(SigningRecordTest, IsNotFooledByABatchInsideATornBody) {
  RecordFormat foreign({{9, 9}}, 6);
  const auto inner = foreign.batch({Proposed{{}, types::View{9}, block_id(9)}});
  auto torn = file_;
  append(torn, format_.batch({StoredBody{block_id(5), inner}, Proposed{{}, types::View{5}, block_id(5)}}));
  torn.resize(torn.size() - 10);
  const auto contents = read_record(torn);
  ASSERT_TRUE(contents);
  EXPECT_EQ(contents->good_bytes, file_.size());
}

TEST_F(SigningRecordTest, IsAppendedToWhereItWasCut) {
  auto torn = file_;
  torn.resize(ends_[4] - 1);
  auto contents = read_record(torn);
  ASSERT_TRUE(contents);
  torn.resize(contents->good_bytes);
  append(torn, contents->format.batch({Proposed{{}, types::View{4}, block_id(44)}}));
  const auto again = read_record(torn);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->good_bytes, torn.size());
  EXPECT_EQ(std::get<Proposed>(again->entries.back()).block, block_id(44));
}

TEST_F(SigningRecordTest, KeepsItsFormat) {
  RecordFormat format({{0xaa}}, 1);
  const auto file = format.whole_file({Proposed{{}, types::View{2}, {}}});
  const std::string expected_start = to_hex(as_bytes("kularec1")) + "aa" + std::string(30, '0') +
                                     to_hex(as_bytes("kbat")) + "35000000" + "0100000000000000";
  EXPECT_EQ(to_hex(file).substr(0, expected_start.size()), expected_start);
  // count, kind, epoch, view, block
  const std::string expected_end =
      "01000000"
      "01"
      "0000000000000000"
      "0200000000000000" +
      std::string(64, '0');
  EXPECT_EQ(to_hex(file).substr(to_hex(file).size() - expected_end.size()), expected_end);
  EXPECT_EQ(file.size(), 24u + 32u + 53u);
}

}  // namespace
}  // namespace kula::consensus
