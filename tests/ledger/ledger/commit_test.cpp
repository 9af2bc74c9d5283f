#include <filesystem>
#include <gtest/gtest.h>

#include "ledger/block_write.h"
#include "ledger/limits.h"
#include "stores.h"
#include "tests/support/forwarding_store.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

using storage::Column;
using storage::MemoryStore;

// All rows of all columns.
using Contents = std::vector<std::map<Bytes, Bytes>>;
Contents contents_of(const storage::KeyValueStore& store) {
  Contents contents(storage::kColumnCount);
  for (std::uint8_t column = 0; column < storage::kColumnCount; ++column) {
    store.scan(static_cast<Column>(column), {}, {}, [&](ByteView key, ByteView value) {
      contents[column].emplace(to_bytes(key), to_bytes(value));
      return true;
    });
  }
  return contents;
}

// Work of a few blocks: every kind of thing a block can hold.
std::vector<types::TransactionList> toy_work() {
  return {
      {make({"ann", 0, kAdd, {5}}), set_note("bob", 0, "second", "shade"), make({"cat", 0, kFail})},
      {make({"ann", 1, kSchedule, {1}}), erase_note("bob", 1, "first")},
      {},
      {make({"cat", 1, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())})},
      {set_note("bob", 2, "first", "again")},
      {erase_note("bob", 3, "second"), make({"ann", 2, kAdd, {1}}), make({"ann", 3, kAdd, {1}})},
  };
}

void commit_by_its_validators(Ledger& ledger, const ExecutedBlockPointer& block) {
  std::vector<std::string> validators = {"validator 0"};
  if (ledger.validator_set().size() == 2) validators.emplace_back("validator 1");
  ASSERT_TRUE(ledger.commit(block->id, finalize(block->block.header, validators)).has_value());
}

// Notes what is asked of a store in memory.
class CountingStore final : public tests::ForwardingStore {
 public:
  std::optional<Bytes> get(Column column, ByteView key) const override {
    if (column == Column::tree) ++page_reads;
    return ForwardingStore::get(column, key);
  }
  Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override {
    batches.push_back(batch);
    return memory.write(batch);
  }
  MemoryStore memory;
  std::vector<storage::WriteBatch> batches;
  mutable std::size_t page_reads = 0;

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return memory; }
};

TEST(Commit, AFailedWriteLeavesTheOldTipAndNothingVisible) {
  MemoryStore store;
  ToyChain chain(store);
  const auto genesis = chain->tip_id();
  const auto block = chain.propose(genesis, {make({"ann", 0, kAdd, {5}}), erase_note("bob", 0, "first")});
  const Contents before = contents_of(store);

  store.fail_next_write({"no space left"});
  const auto result = chain->commit(block->id, finalize(block->block.header));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "no space left");
  EXPECT_EQ(contents_of(store), before);
  EXPECT_EQ(chain->tip_id(), genesis);
  EXPECT_EQ(chain->tip().height, Height{0});
  EXPECT_EQ(counter_of(*chain->state_after(genesis), "ann"), 0);
  EXPECT_EQ(note_of(*chain->state_after(genesis), "first"), "light");
  EXPECT_EQ(chain->find(block->block.transactions[0]->id()).has_value(), false);
  EXPECT_EQ(chain->state_at(Height{1}).error(), HistoryError::height_not_reached);
  EXPECT_EQ(chain->executed(block->id), block);

  const ToyChain after_restart(store);
  ToyChain again(store);
  EXPECT_EQ(again->tip_id(), genesis);
  chain.commit(block);
  EXPECT_EQ(chain->tip_id(), block->id) << "and it can be tried again";
}

// What the ledger says while a block is being written is told apart from what is on the disk by then.
TEST(Commit, ShowsNothingOfABlockThatIsWrittenBeforeItHasEnded) {
  MemoryStore store;
  ToyChain chain(store);
  const auto genesis = chain->tip_id();
  const auto block = chain.propose(genesis, {make({"ann", 0, kAdd, {5}}), erase_note("bob", 0, "first")});
  const auto write = chain->begin_commit(block->id, finalize(block->block.header));
  const auto expect_old_tip = [&] {
    EXPECT_EQ(chain->tip_id(), genesis);
    EXPECT_EQ(counter_of(*chain->state_after(genesis), "ann"), 0);
    EXPECT_EQ(note_of(*chain->state_after(genesis), "first"), "light");
    EXPECT_FALSE(chain->find(block->block.transactions[0]->id()));
    EXPECT_FALSE(chain->height_of(block->id));
    EXPECT_FALSE(chain->header(Height{1}) || chain->block(Height{1}) || chain->receipts(Height{1}));
    EXPECT_FALSE(chain->finality(Height{1}));
    EXPECT_EQ(chain->state_at(Height{1}).error(), HistoryError::height_not_reached);
    EXPECT_EQ(chain->executed(block->id), block);
  };
  expect_old_tip();
  ASSERT_TRUE(write.write().has_value());
  expect_old_tip();
  chain->end_commit();
  EXPECT_EQ(chain->tip_id(), block->id);
  EXPECT_EQ(counter_of(*chain->state_after(block->id), "ann"), 5);
  EXPECT_EQ(note_of(*chain->state_after(block->id), "first"), std::nullopt);
  EXPECT_TRUE(chain->find(block->block.transactions[0]->id()));
}

TEST(Commit, LetsBlocksBeExecutedOnTheOneThatIsWritten) {
  MemoryStore store;
  ToyChain chain(store);
  const auto first = chain.propose(chain->tip_id(), {make({"ann", 0, kAdd, {5}})});
  const auto write = chain->begin_commit(first->id, finalize(first->block.header));
  const auto second = chain.propose(first->id, {make({"ann", 1, kAdd, {1}})});
  ASSERT_TRUE(write.write().has_value());
  const auto third = chain.propose(second->id, {make({"ann", 2, kAdd, {1}})});
  chain->end_commit();
  chain.commit(second);
  chain.commit(third);
  EXPECT_EQ(counter_of(*chain->state_after(third->id), "ann"), 7);

  MemoryStore other_store;
  ToyChain other(other_store);
  other.extend({make({"ann", 0, kAdd, {5}})});
  other.extend({make({"ann", 1, kAdd, {1}})});
  other.extend({make({"ann", 2, kAdd, {1}})});
  EXPECT_EQ(contents_of(store), contents_of(other_store));
}

TEST(Commit, BringsARowThatWasReadAtTheOldTipUpToDate) {
  MemoryStore store;
  ToyChain chain(store);
  const auto block = chain.propose(chain->tip_id(), {set_note("bob", 0, "second", "shade")});
  const auto write = chain->begin_commit(block->id, finalize(block->block.header));
  ASSERT_TRUE(write.write().has_value());
  EXPECT_EQ(note_of(*chain->state_after(chain->tip_id()), "second"), std::nullopt);
  chain->end_commit();
  EXPECT_EQ(note_of(*chain->state_after(chain->tip_id()), "second"), "shade");
}

TEST(Commit, NeverForgetsTheBlockThatIsWritten) {
  MemoryStore store;
  ToyChain chain(store);
  const auto genesis = chain->tip_id();
  const auto block = chain.propose(genesis, {make({"ann", 0, kAdd, {5}})});
  const auto write = chain->begin_commit(block->id, finalize(block->block.header));
  for (std::uint64_t view = 2; view < 3 * kMaxExecutedBlocks; ++view)
    static_cast<void>(chain.propose(genesis, {}, view));
  EXPECT_EQ(chain->executed(block->id), block);
  ASSERT_TRUE(write.write().has_value());
  chain->end_commit();
  EXPECT_EQ(chain->tip_id(), block->id);
}

TEST(CommitDeathTest, OneAtATime) {
  MemoryStore store;
  ToyChain chain(store);
  const auto one = chain.propose(chain->tip_id(), {make({"ann", 0, kAdd, {5}})});
  const auto other = chain.propose(chain->tip_id(), {}, 2);
  EXPECT_DEATH(chain->end_commit(), "has not begun");
  static_cast<void>(chain->begin_commit(one->id, finalize(one->block.header)));
  EXPECT_DEATH(static_cast<void>(chain->begin_commit(other->id, finalize(other->block.header))),
               "while another one is");
}

TEST(Commit, WritesEachColumnOnceInOneBatch) {
  CountingStore store;

  ToyChain chain(store);
  EXPECT_EQ(store.batches.size(), 1U);
  for (const auto& transactions : toy_work()) {
    const std::size_t before = store.batches.size();
    commit_by_its_validators(*chain, chain.propose(chain->tip_id(), transactions));
    ASSERT_EQ(store.batches.size(), before + 1);
    std::map<std::pair<Column, Bytes>, int> times;
    for (const auto& entry : store.batches.back().entries()) {
      EXPECT_EQ(++times[std::pair(entry.column, entry.key)], 1);
      EXPECT_TRUE(entry.value.has_value()) << "a block erases nothing of the past";
    }
  }
  std::array<bool, storage::kColumnCount> written{};
  for (const auto& batch : store.batches) {
    for (const auto& entry : batch.entries()) written[static_cast<std::size_t>(entry.column)] = true;
  }
  for (std::size_t column = 0; column < written.size(); ++column) EXPECT_TRUE(written[column]) << column;
}

TEST(Commit, ABlockReadsNoPageThatABlockBeforeItWrote) {
  CountingStore store;
  ToyChain chain(store);
  chain.extend({make({"ann", 0}), make({"bob", 0})});
  store.page_reads = 0;
  chain.extend({make({"ann", 1}), make({"bob", 1})});
  EXPECT_EQ(store.page_reads, 0U);
}

// What the disk holds after each write, opened anew, goes on to the same end.
TEST(Commit, ACrashAfterAnyWriteResumesToTheSameEnd) {
  MemoryStore undisturbed;
  std::vector<std::unique_ptr<MemoryStore>> disks;
  std::vector<types::Block> blocks;
  {
    ToyChain chain(undisturbed);
    disks.push_back(undisturbed.snapshot());
    for (const auto& transactions : toy_work()) {
      const auto block = chain.propose(chain->tip_id(), transactions);
      commit_by_its_validators(*chain, block);
      blocks.push_back(block->block);
      disks.push_back(undisturbed.snapshot());
    }
  }
  const Contents expected = contents_of(undisturbed);
  for (std::size_t height = 0; height < disks.size(); ++height) {
    ToyChain chain(*disks[height]);
    ASSERT_EQ(chain->tip().height.value, height);
    for (std::size_t i = height; i < blocks.size(); ++i) {
      const auto executed = chain.execute(blocks[i]);
      ASSERT_TRUE(executed.has_value()) << to_string(executed.error());
      commit_by_its_validators(*chain, *executed);
    }
    EXPECT_EQ(contents_of(*disks[height]), expected) << "from height " << height;
  }
}

// The folder as a killed process leaves it: files copied while the store is open.
TEST(Commit, ARocksStoreKilledAfterAnyCommitOpensAtThatCommit) {
  namespace fs = std::filesystem;
  const tests::TemporaryFolder folder;
  const auto store = storage::RocksStore::open(folder.path() / "live").value();
  ToyChain chain(*store);
  for (const auto& transactions : toy_work()) {
    const auto block = chain.propose(chain->tip_id(), transactions);
    commit_by_its_validators(*chain, block);
    const fs::path copy = folder.path() / block->block.header.height.text();
    fs::copy(folder.path() / "live", copy, fs::copy_options::recursive);
    const auto killed = storage::RocksStore::open(copy).value();
    ToyChain resumed(*killed);
    EXPECT_EQ(resumed->tip_id(), block->id);
    EXPECT_EQ(contents_of(*killed), contents_of(*store));
  }
}

TEST(CommitDeathTest, OnlyAnExecutedChildOfTheTipCanBeCommitted) {
  MemoryStore store;
  ToyChain chain(store);
  const auto block = chain.propose(chain->tip_id(), {});
  const auto child = chain.propose(block->id, {});
  EXPECT_DEATH(chain.commit(child), "executed child of the tip");
  types::BlockId unknown;
  EXPECT_DEATH(static_cast<void>(chain->commit(unknown, finalize(block->block.header))),
               "executed child of the tip");
}

}  // namespace
}  // namespace kula::ledger
