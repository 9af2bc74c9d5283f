#include "ledger/storage/memory_store.h"

#include <gtest/gtest.h>

namespace kula::storage {
namespace {

TEST(MemoryStore, FailsOneWriteWholeWhenTold) {
  MemoryStore store;
  WriteBatch batch;
  batch.put(Column::meta, {1}, {1});
  batch.put(Column::tree, {2}, {2});
  store.fail_next_write({"the disk is full"});
  const auto failed = store.write(batch);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "the disk is full");
  EXPECT_EQ(store.get(Column::meta, Bytes{1}), std::nullopt);
  EXPECT_EQ(store.get(Column::tree, Bytes{2}), std::nullopt);
  EXPECT_TRUE(store.write(batch));
  EXPECT_EQ(store.get(Column::tree, Bytes{2}), Bytes{2});
}

TEST(MemoryStore, ASnapshotStaysAsItWas) {
  MemoryStore store;
  WriteBatch batch;
  batch.put(Column::meta, {1}, {1});
  ASSERT_TRUE(store.write(batch));
  const auto snapshot = store.snapshot();
  WriteBatch later;
  later.erase(Column::meta, {1});
  later.put(Column::meta, {2}, {2});
  ASSERT_TRUE(store.write(later));
  EXPECT_EQ(snapshot->get(Column::meta, Bytes{1}), Bytes{1});
  EXPECT_EQ(snapshot->get(Column::meta, Bytes{2}), std::nullopt);
}

}  // namespace
}  // namespace kula::storage
