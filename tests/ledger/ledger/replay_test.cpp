#include "ledger/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/commit_batch.h"
#include "stores.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

using storage::Column;
using storage::MemoryStore;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Replays : public ::testing::Test {
 protected:
  Replays() {
    ToyChain chain(store_);
    chain.extend(
        {make({"ann", 0, kAdd, {5}}), set_note("bob", 0, "second", "shade"), make({"cat", 0, kFail})});
    chain.extend({make({"ann", 1, kSchedule, {1}}), erase_note("bob", 1, "first")});
    chain.extend({});
    chain.extend({make({"cat", 1, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())})});
    const auto last = chain.propose(chain->tip_id(), {make({"ann", 2, kAdd, {1}})});
    EXPECT_TRUE(chain->commit(last->id, finalize(last->block.header, {"validator 0", "validator 1"})));
    tip_ = chain->tip();
  }
  Expected<ReplayReport, ReplayDifference> run(const storage::KeyValueStore& store,
                                               const GenesisState& genesis = toy_genesis()) {
    progress_.clear();
    return replay(store, processor_, genesis, signatures_.check(), [this](Height done, Height last) {
      EXPECT_EQ(last, tip_.height);
      progress_.push_back(done.value);
    });
  }
  // The first difference, after `change` of a copy of the store.
  template <class Change>
  ReplayDifference difference(const Change& change) {
    const auto store = store_.snapshot();
    change(*store);
    const auto result = run(*store);
    return result ? ReplayDifference{Height{999}, ReplayPart::genesis, "nothing was found"} : result.error();
  }
  // Appends a block that execution would not give, with everything around it in order, and replays.
  ReplayDifference difference_of_block(void (*change)(ExecutedBlock&),
                                       const types::TransactionList& transactions = {}) {
    const auto store = store_.snapshot();
    storage::WriteBatch batch;
    {
      ToyChain chain(*store);
      const auto proposed = chain.propose(chain->tip_id(), transactions);
      ExecutedBlock block{
          proposed->id, proposed->block, proposed->receipts, proposed->next_validator_set, proposed->writes,
          {},           proposed->tree,  proposed->history};
      change(block);
      block.id = types::id_of(block.block.header);
      types::HistoryPeaks before;
      for (Height height; height <= chain->tip().height; height = next(height)) {
        before.append(types::id_of(chain->header(height).value()));
      }
      block.history = before;
      block.history.append(block.id);
      const auto proof = finalize(block.block.header, {"validator 0", "validator 1"});
      batch = commit_batch(before, block, &proof, processor_);
    }
    EXPECT_TRUE(store->write(batch).has_value());
    const auto result = replay(*store, processor_, toy_genesis(), signatures_.check(), [](Height, Height) {});
    return result ? ReplayDifference{Height{999}, ReplayPart::genesis, "nothing was found"} : result.error();
  }

  MemoryStore store_;
  ToyProcessor processor_;
  CountingCheck signatures_;
  types::BlockHeader tip_;
  std::vector<std::uint64_t> progress_;
};

TEST(Replay, TellsContractsTheParentAsTheFirstExecutionDid) {
  MemoryStore store;
  ToyChain chain(store);
  chain.extend({});
  chain.extend({make({"ann", 0, kNoteParent, {}})});
  CountingCheck signatures;
  const auto report =
      replay(store, chain.processor(), toy_genesis(), signatures.check(), [](Height, Height) {});
  EXPECT_TRUE(report) << report.error().detail;
}

TEST_F(Replays, FindEveryRowThatIsChangedOrMissing) {
  for (std::uint8_t number = 0; number < storage::kColumnCount; ++number) {
    const auto column = static_cast<Column>(number);
    std::vector<Bytes> keys;
    store_.scan(column, {}, {}, [&](ByteView key, ByteView) {
      keys.push_back(to_bytes(key));
      return true;
    });
    EXPECT_FALSE(keys.empty()) << "the chain of this test writes nothing to column " << int{number};
    for (const Bytes& key : keys) {
      SCOPED_TRACE("column " + std::to_string(number) + ", key " + to_hex(key));
      const auto changed = difference([&](MemoryStore& store) {
        Bytes value = store.get(column, key).value();
        value.back() ^= 1;
        storage::WriteBatch batch;
        batch.put(column, key, std::move(value));
        ASSERT_TRUE(store.write(batch).has_value());
      });
      EXPECT_NE(changed.height, Height{999}) << "changed";
      const auto missing = difference([&](MemoryStore& store) {
        storage::WriteBatch batch;
        batch.erase(column, key);
        ASSERT_TRUE(store.write(batch).has_value());
      });
      EXPECT_NE(missing.height, Height{999}) << "missing";
    }
  }
}

TEST_F(Replays, FindRowsThatNoBlockWrote) {
  for (std::uint8_t number = 0; number < storage::kColumnCount; ++number) {
    const auto found = difference([&](MemoryStore& store) {
      storage::WriteBatch batch;
      batch.put(static_cast<Column>(number), Bytes(14, 0xee), {1, 1});
      ASSERT_TRUE(store.write(batch).has_value());
    });
    EXPECT_EQ(found.part, ReplayPart::extra_rows);
    EXPECT_THAT(found.detail, HasSubstr("column " + std::to_string(number)));
  }
}

TEST_F(Replays, NameTheHeightAndTheRow) {
  const auto found = difference([](MemoryStore& store) {
    Bytes key = note_key("second");
    append(key, Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe});
    storage::WriteBatch batch;
    batch.put(Column::state, key, {1, 'x'});
    ASSERT_TRUE(store.get(Column::state, key).has_value());
    ASSERT_TRUE(store.write(batch).has_value());
  });
  EXPECT_EQ(found.height, Height{1});
  EXPECT_EQ(found.part, ReplayPart::row);
  EXPECT_THAT(found.detail, HasSubstr("column 6, key " + to_hex(note_key("second"))));
  EXPECT_THAT(found.detail, HasSubstr("another value"));
}

TEST_F(Replays, TellWhichRootIsWrong) {
  const auto part_after = [this](void (*change)(ExecutedBlock&)) {
    const auto found = difference_of_block(change, {make({"ann", 3, kAdd, {1}})});
    EXPECT_EQ(found.height, Height{6}) << found.detail;
    return found.part;
  };
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.receipt_root.bytes[0] ^= 1; }),
            ReplayPart::receipt_root);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.state_root.bytes[0] ^= 1; }),
            ReplayPart::state_root);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.history_root.bytes[0] ^= 1; }),
            ReplayPart::history_root);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.transaction_root.bytes[0] ^= 1; }),
            ReplayPart::transaction_root);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.next_validator_set.bytes[0] ^= 1; }),
            ReplayPart::header);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.flags = 1; }), ReplayPart::header);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.epoch = types::Epoch{0}; }),
            ReplayPart::header)
      << "the epoch before, signed by the validators of this one";
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.block.header.parent.bytes[0] ^= 1; }),
            ReplayPart::block);
  EXPECT_EQ(part_after([](ExecutedBlock& block) {
              block.block.transactions = {make({"ann", 4})};
              block.block.header.transaction_root = types::transaction_root(block.block.transactions);
            }),
            ReplayPart::transaction);
  EXPECT_EQ(part_after([](ExecutedBlock& block) { block.receipts.transactions[0].code = 1; }),
            ReplayPart::row);
}

TEST_F(Replays, FindAForgedSignature) {
  const auto found = difference_of_block([](ExecutedBlock& block) {
    block.block.transactions = {make({"ann", 3, kAdd, {1}, true})};
    block.block.header.transaction_root = types::transaction_root(block.block.transactions);
  });
  EXPECT_EQ(found.part, ReplayPart::transaction);
  EXPECT_THAT(found.detail, HasSubstr("bad_signature"));
}

TEST_F(Replays, FindACertificateOfTheWrongValidators) {
  // Block 5 is the first of the epoch that two validators sign.
  const auto found = difference([this](MemoryStore& store) {
    storage::WriteBatch batch;
    batch.put(Column::certificates, {0, 0, 0, 0, 0, 0, 0, 5}, codec::encode(finalize(tip_, {"validator 0"})));
    ASSERT_TRUE(store.write(batch).has_value());
  });
  EXPECT_EQ(found.height, Height{5});
  EXPECT_EQ(found.part, ReplayPart::certificate);
}

TEST_F(Replays, FindThatTheGenesisIsAnother) {
  GenesisState other = toy_genesis();
  other.writes[note_key("first")] = Bytes{1};
  EXPECT_EQ(run(store_, other).error().part, ReplayPart::genesis);
  other = toy_genesis();
  other.document = {1};
  EXPECT_EQ(run(store_, other).error().part, ReplayPart::row);
  EXPECT_EQ(replay(MemoryStore(), processor_, toy_genesis(), signatures_.check(), [](Height, Height) {})
                .error()
                .part,
            ReplayPart::genesis);
}

TEST_F(Replays, OfASoundStoreReportItsTip) {
  const auto report = run(store_);
  ASSERT_TRUE(report.has_value()) << report.error().detail;
  EXPECT_EQ(report->tip, tip_);
  EXPECT_EQ(report->tip_id, types::id_of(tip_));
  EXPECT_EQ(report->transactions, 7U);
  EXPECT_EQ(signatures_.asked, 7U) << "every signature is checked";
  EXPECT_THAT(progress_, ElementsAre(1, 2, 3, 4, 5));
  std::uint64_t rows = 0;
  for (std::uint8_t column = 0; column < storage::kColumnCount; ++column) {
    store_.scan(static_cast<Column>(column), {}, {}, [&](ByteView, ByteView) { return ++rows > 0; });
  }
  EXPECT_EQ(report->rows, rows);
}

TEST(ReplayGenesis, OfAChainWithoutBlocksIsSound) {
  MemoryStore store;
  { ToyChain chain(store); }
  const ToyProcessor processor;
  CountingCheck signatures;
  const auto report = replay(store, processor, toy_genesis(), signatures.check(), [](Height, Height) {});
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->tip.height, Height{0});
}

TEST(ReplayRocks, OfARocksStoreIsSound) {
  TestStore store(StoreKind::rocks);
  {
    ToyChain chain(*store);
    chain.extend({make({"ann", 0, kAdd, {5}}), set_note("bob", 0, "second", "shade")});
    chain.extend({erase_note("bob", 1, "second")});
  }
  const ToyProcessor processor;
  CountingCheck signatures;
  EXPECT_TRUE(
      replay(*store, processor, toy_genesis(), signatures.check(), [](Height, Height) {}).has_value());
}

}  // namespace
}  // namespace kula::ledger
