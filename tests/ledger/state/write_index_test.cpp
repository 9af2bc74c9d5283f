#include "ledger/state/write_index.h"

#include <gtest/gtest.h>

namespace kula::state {
namespace {

StateKey key(std::string_view text) { return to_bytes(as_bytes(text)); }

Writes many_writes() {
  Writes writes;
  for (int i = 0; i < 200; ++i) writes[key("row " + std::to_string(i))] = key("value");
  writes[key("erased")] = std::nullopt;
  return writes;
}

TEST(WriteIndex, FindsNothingWhereNothingWasWritten) {
  EXPECT_EQ(WriteIndex().find(key("row 7")), nullptr);
  auto writes = many_writes();
  const WriteIndex index(writes);
  EXPECT_EQ(index.find(key("row 200")), nullptr);
  EXPECT_EQ(index.find(key("row")), nullptr);
  EXPECT_EQ(index.find(StateKey()), nullptr);
}

TEST(WriteIndex, FindsWritesAndErasuresAfterTheirMapWasMoved) {
  auto writes = many_writes();
  WriteIndex made(writes);
  const auto elsewhere = std::move(writes);
  const WriteIndex index = std::move(made);
  for (const auto& write : elsewhere) EXPECT_EQ(index.find(write.first), &write);
}

TEST(WriteIndex, FindsWhatIsAddedAndForgetsWhenCleared) {
  Writes writes;
  WriteIndex index(writes);
  EXPECT_TRUE(index.empty());
  index.insert(*writes.emplace(key("new"), key("value")).first);
  EXPECT_FALSE(index.empty());
  ASSERT_NE(index.find(key("new")), nullptr);
  index.clear();
  EXPECT_TRUE(index.empty());
  EXPECT_EQ(index.find(key("new")), nullptr);
}

}  // namespace
}  // namespace kula::state
