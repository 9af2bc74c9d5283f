#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/replay.h"
#include "ledger/store_reads.h"
#include "snapshot_fixture.h"
#include "stores.h"
#include "tests/support/forwarding_store.h"

namespace kula::ledger {
namespace {

using storage::Column;
using storage::MemoryStore;
using ::testing::HasSubstr;

constexpr Height kHeight{16};

std::map<Bytes, Bytes> rows_of(const state::StateView& state) {
  std::map<Bytes, Bytes> rows;
  state.scan({}, {}, [&](ByteView key, ByteView value) {
    rows.emplace(to_bytes(key), to_bytes(value));
    return true;
  });
  return rows;
}

// Ends the process's life, as far as the disk can tell, before its n-th write.
class DyingStore final : public tests::ForwardingStore {
 public:
  DyingStore(MemoryStore& below, std::size_t writes) : below_(below), left_(writes) {}
  Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override {
    if (left_ == 0) return fail(storage::StoreError{"the process has ended"});
    --left_;
    return below_.write(batch);
  }

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return below_; }
  MemoryStore& below_;
  std::size_t left_;
};

class Snapshots : public ::testing::Test {
 protected:
  [[nodiscard]] MadeSnapshot made(Height height = kHeight) {
    return make_snapshot(*source_, height, kSmallSizes, 3);
  }
  std::string open_failure(storage::KeyValueStore& store, const GenesisState& genesis = toy_genesis()) {
    auto opened = Ledger::open(store, processor_, genesis);
    return opened ? "it opened" : opened.error().message;
  }

  MemoryStore source_store_;
  SnapshotChain source_{source_store_};
  ToyProcessor processor_;
};

TEST_F(Snapshots, OfTheGenesisAnEpochsEndOrAFutureHeightThereAreNone) {
  EXPECT_FALSE(snapshot_source(*source_, Height{5}).has_value());
  EXPECT_FALSE(snapshot_source(*source_, Height{0}).has_value());
  EXPECT_FALSE(snapshot_source(*source_, Height{21}).has_value());
}

TEST_F(Snapshots, OfAStateWithARowLargerThanAChunkThereAreNone) {
  SnapshotSource source = *snapshot_source(*source_, kHeight);
  MemoryStore store;
  storage::WriteBatch batch;
  batch.put(Column::state, state_row_key(note_key("huge"), kHeight),
            state_row_value(Bytes(types::kMaxSnapshotChunkBytes)));
  ASSERT_TRUE(store.write(batch).has_value());
  source.rows = SteppedScan(store, kHeight);
  SnapshotMaker maker(std::move(source));
  while (!maker.is_done() && !maker.is_too_large()) EXPECT_FALSE(maker.step(100).has_value());
  EXPECT_TRUE(maker.is_too_large());
}

// Where each row lies is kept in memory.
TEST_F(Snapshots, OfAStateWithMoreRowsThanANodeMayRememberThereAreNone) {
  const std::size_t rows = rows_of(**source_->state_at(kHeight)).size();
  for (const std::size_t max_rows : {rows - 1, rows}) {
    SnapshotMaker maker(*snapshot_source(*source_, kHeight), {256, 1024, max_rows});
    while (!maker.is_done() && !maker.is_too_large()) static_cast<void>(maker.step(1));
    EXPECT_EQ(maker.is_done(), max_rows == rows);
  }
}

TEST_F(Snapshots, AreTheSameWhateverTheStepsAndBuffers) {
  const MadeSnapshot small = made();
  EXPECT_GE(small.manifest.depth, 3);
  for (const std::size_t rows : {1u, 7u, 1'000u}) {
    const MadeSnapshot other = make_snapshot(*source_, kHeight, {kSmallSizes.chunk_bytes, 1 << 20}, rows);
    EXPECT_EQ(other.manifest.parts, small.manifest.parts);
    EXPECT_EQ(other.chunks, small.chunks);
  }
  EXPECT_EQ(make_snapshot(*source_, kHeight, {}, 1000).manifest.depth, 0);
}

TEST_F(Snapshots, TakeStepsNoLongerThanAsked) {
  SnapshotMaker maker(*snapshot_source(*source_, kHeight), kSmallSizes);
  const std::size_t rows = rows_of(**source_->state_at(kHeight)).size();
  std::size_t steps = 0;
  std::size_t chunks = 0;
  for (; !maker.is_done(); ++steps) chunks += maker.step(1).has_value() ? 1 : 0;
  EXPECT_GE(steps, 2 * rows + chunks) << "measured and collected a row a step, and cut a chunk a step";
}

TEST_F(Snapshots, AreReadAgainPartByPartInAnyPieces) {
  const MadeSnapshot snapshot = made();
  const auto rows = *source_->rows_at(kHeight);
  const auto parts = static_cast<std::uint32_t>(snapshot.manifest.parts.size());
  for (const SnapshotPass::Parts some : {SnapshotPass::Parts{0, parts}, {0, 1}, {3, 2}, {parts - 1, 1}}) {
    SnapshotPass pass(rows, snapshot.manifest.depth, some);
    while (!pass.step(4)) EXPECT_FALSE(pass.is_done());
    for (std::uint32_t part = some.first; part < some.first + some.count; ++part) {
      const auto found = snapshot.chunks.find(part);
      if (found == snapshot.chunks.end()) {
        EXPECT_TRUE(pass.part(part).rows().empty());
      } else {
        EXPECT_EQ(pass.part(part).chunk(), found->second);
      }
    }
  }
}

TEST_F(Snapshots, AreReadAgainFromTheirIndexInAnySteps) {
  const MadeSnapshot snapshot = made();
  for (const std::size_t rows : {1u, 20u, 1'000u}) {
    SnapshotMaker maker(*snapshot_source(*source_, kHeight), kSmallSizes);
    while (!maker.is_done()) static_cast<void>(maker.step(rows));
    for (const auto& [part, bytes] : snapshot.chunks) {
      SnapshotPartReading reading(*source_->rows_at(kHeight), *maker.index(), snapshot.manifest.depth, part);
      while (!reading.step(rows)) continue;
      EXPECT_EQ(reading.chunk(), bytes);
    }
  }
}

TEST_F(Snapshots, HoldEveryRowOfTheirHeightOnce) {
  const MadeSnapshot snapshot = made();
  std::map<Bytes, Bytes> rows;
  for (const auto& [part, bytes] : snapshot.chunks) {
    const auto opened = types::open_chunk(snapshot.manifest, part, bytes);
    ASSERT_TRUE(opened.has_value()) << to_string(opened.error());
    for (const auto& row : opened->rows) EXPECT_TRUE(rows.emplace(row.key, row.value).second);
  }
  EXPECT_EQ(rows, rows_of(**source_->state_at(kHeight)));
  EXPECT_FALSE(rows.contains(note_key("note 3"))) << "erased in block 7";
  EXPECT_FALSE(rows.contains(note_key("note 17"))) << "of a later block";
}

TEST_F(Snapshots, AFilledStoreGoesOnLikeItsSource) {
  for (const std::uint64_t height : {8u, 16u, 17u, 20u}) {
    SCOPED_TRACE(height);
    MemoryStore store;
    ASSERT_TRUE(install(store, made(Height{height}), source_.closes(Height{height})).has_value());
    ToyChain chain(store);
    EXPECT_EQ(chain->first_height(), Height{height});
    EXPECT_EQ(chain->tip(), source_->header(Height{height}));
    EXPECT_EQ(chain->validator_set(), source_->validator_set());
    EXPECT_EQ(rows_of(**chain->state_at(Height{height})), rows_of(**source_->state_at(Height{height})));
    for (Height next_height = next(Height{height}); next_height <= source_->tip().height;
         next_height = next(next_height)) {
      const auto block = source_->block(next_height).value();
      const auto executed = chain.execute(block);
      ASSERT_TRUE(executed.has_value()) << to_string(executed.error());
      ASSERT_TRUE(chain->commit((*executed)->id, *source_->finality(next_height)).has_value());
    }
    EXPECT_EQ(chain->tip_id(), source_->tip_id());
    EXPECT_EQ(rows_of(**chain->state_at(Height{20})), rows_of(**source_->state_at(Height{20})));
  }
}

TEST_F(Snapshots, AFilledStoreOpensAgainAtItsStartAndLater) {
  for (const auto kind : {StoreKind::memory, StoreKind::rocks}) {
    TestStore store(kind);
    ASSERT_TRUE(install(*store, made(), source_.closes(kHeight)).has_value());
    store.reopen();
    {
      ToyChain chain(*store);
      EXPECT_EQ(chain->tip().height, kHeight);
      SnapshotChain::commit(*chain, chain.execute(source_->block(Height{17}).value()).value());
    }
    store.reopen();
    ToyChain chain(*store);
    EXPECT_EQ(chain->tip().height, Height{17});
    EXPECT_EQ(chain->first_height(), kHeight);
  }
}

TEST_F(Snapshots, AFilledStoreSaysWhatItNeverHad) {
  MemoryStore store;
  ASSERT_TRUE(install(store, made(), source_.closes(kHeight)).has_value());
  ToyChain chain(store);
  SnapshotChain::commit(*chain, chain.execute(source_->block(Height{17}).value()).value());
  for (const std::uint64_t below : {0u, 5u, 15u}) {
    EXPECT_EQ(chain->state_at(Height{below}).error(), HistoryError::history_unavailable);
    EXPECT_EQ(chain->prove(Height{below}, note_key("first")).error(), HistoryError::history_unavailable);
    EXPECT_FALSE(chain->header(Height{below}).has_value());
    EXPECT_FALSE(chain->block(Height{below}).has_value());
    EXPECT_FALSE(chain->prove_history(Height{below}, kHeight).has_value());
  }
  EXPECT_EQ(chain->header(kHeight), source_->header(kHeight));
  EXPECT_FALSE(chain->block(kHeight).has_value()) << "its transactions are not in a snapshot";
  EXPECT_TRUE(chain->finality(kHeight).has_value());
  EXPECT_EQ(codec::encode(chain->epoch_close(types::Epoch{0}).value()),
            codec::encode(source_->epoch_close(types::Epoch{0}).value()));
  EXPECT_FALSE(chain->epoch_close(types::Epoch{1}).has_value());
  const auto row = chain->prove(kHeight, note_key("note 9"));
  ASSERT_TRUE(row.has_value());
  const auto key = types::hash_of_key(note_key("note 9"));
  EXPECT_TRUE(types::verify_inclusion(source_->header(kHeight)->state_root, key,
                                      types::state_value_hash(*row->value), row->proof));
  const auto history = chain->prove_history(kHeight, Height{17});
  ASSERT_TRUE(history.has_value());
  EXPECT_TRUE(types::verify_in_history(source_->header(Height{17})->history_root,
                                       types::id_of(*source_->header(kHeight)), *history));
}

TEST_F(Snapshots, AFilledStoreGivesSnapshotsOfItsOwn) {
  MemoryStore store;
  ASSERT_TRUE(install(store, made(), source_.closes(kHeight)).has_value());
  ToyChain chain(store);
  EXPECT_FALSE(snapshot_source(*chain, kHeight).has_value()) << "the block before it is not here";
  for (std::uint64_t height = 17; height <= 20; ++height) {
    SnapshotChain::commit(*chain, chain.execute(source_->block(Height{height}).value()).value());
    const auto theirs = make_snapshot(*chain, Height{height}, kSmallSizes, 5);
    const auto ours = made(Height{height});
    EXPECT_EQ(theirs.chunks, ours.chunks);
    EXPECT_EQ(codec::encode(theirs.manifest), codec::encode(ours.manifest));
  }
}

TEST_F(Snapshots, ReplaceAGenesisThatNothingFollowed) {
  MemoryStore store;
  { ToyChain chain(store); }
  ASSERT_TRUE(install(store, made(), source_.closes(kHeight)).has_value());
  ToyChain chain(store);
  EXPECT_EQ(chain->first_height(), kHeight);
  EXPECT_EQ(rows_of(**chain->state_at(kHeight)), rows_of(**source_->state_at(kHeight)));
}

TEST_F(Snapshots, AfterACrashAtAnyWriteTheStoreIsAsGoodAsEmpty) {
  const MadeSnapshot snapshot = made();
  const auto all_rows = [](const MemoryStore& store, std::uint8_t column) {
    std::map<Bytes, Bytes> rows;
    store.scan(static_cast<Column>(column), {}, {}, [&](ByteView key, ByteView value) {
      rows.emplace(to_bytes(key), to_bytes(value));
      return true;
    });
    return rows;
  };
  MemoryStore fresh;
  { ToyChain chain(fresh); }
  std::size_t writes = 0;
  for (;; ++writes) {
    SCOPED_TRACE("the process ends after " + std::to_string(writes) + " writes");
    MemoryStore disk;
    { ToyChain chain(disk); }
    DyingStore dying(disk, writes);
    if (install(dying, snapshot, source_.closes(kHeight)).has_value()) break;
    // Opened as a ledger, it begins with the genesis block and nothing else …
    const auto opened = disk.snapshot();
    { ToyChain chain(*opened); }
    for (std::uint8_t column = 0; column < storage::kColumnCount; ++column) {
      EXPECT_EQ(all_rows(*opened, column), all_rows(fresh, column)) << "column " << int{column};
    }
    // … and filled again, it is whole.
    ASSERT_TRUE(install(disk, snapshot, source_.closes(kHeight)).has_value());
    ToyChain chain(disk);
    EXPECT_EQ(chain->tip().height, kHeight);
  }
  EXPECT_GE(writes, snapshot.chunks.size() + 2);
}

TEST_F(Snapshots, AFilledStoreWhoseStartWasTamperedWithIsRefused) {
  MemoryStore good;
  ASSERT_TRUE(install(good, made(), source_.closes(kHeight)).has_value());
  ASSERT_EQ(open_failure(*good.snapshot()), "it opened");
  const auto failure_after = [&](Column column, const Bytes& key, bool erased) {
    const auto store = good.snapshot();
    auto value = store->get(column, key);
    EXPECT_TRUE(value.has_value()) << "the test knows no such row";
    storage::WriteBatch batch;
    if (erased) {
      batch.erase(column, key);
    } else {
      value->back() ^= 1;
      batch.put(column, key, std::move(*value));
    }
    EXPECT_TRUE(store->write(batch).has_value());
    return open_failure(*store);
  };
  const Bytes height = {0, 0, 0, 0, 0, 0, 0, 16};
  Bytes header = height;
  header.push_back(0);
  for (const bool erased : {false, true}) {
    EXPECT_THAT(failure_after(Column::blocks, header, erased), HasSubstr("block 16"));
    EXPECT_THAT(failure_after(Column::certificates, height, erased),
                HasSubstr("does not lead to the genesis"));
    EXPECT_THAT(failure_after(Column::epochs, Bytes(8), erased), HasSubstr("does not lead to the genesis"));
    EXPECT_THAT(failure_after(Column::meta, to_bytes(as_bytes("start")), erased), HasSubstr("damaged"));
  }
  GenesisState other = toy_genesis();
  other.writes[note_key("first")] = Bytes{1};
  EXPECT_THAT(open_failure(*good.snapshot(), other), HasSubstr("damaged"));
}

// Filled at 16, with blocks 17 .. 20 on top.
class ReplaysOfAFilledStore : public Snapshots {
 protected:
  ReplaysOfAFilledStore() {
    EXPECT_TRUE(install(store_, made(), source_.closes(kHeight)).has_value());
    ToyChain chain(store_);
    for (std::uint64_t height = 17; height <= 20; ++height) {
      SnapshotChain::commit(*chain, chain.execute(source_->block(Height{height}).value()).value());
    }
  }
  Expected<ReplayReport, ReplayDifference> run(const storage::KeyValueStore& store) {
    return replay(store, processor_, toy_genesis(), CountingCheck().check(), [](Height, Height) {});
  }
  MemoryStore store_;
};

TEST_F(ReplaysOfAFilledStore, FindEveryRowThatIsChangedMissingOrTooMany) {
  for (std::uint8_t number = 0; number < storage::kColumnCount; ++number) {
    const auto column = static_cast<Column>(number);
    std::vector<Bytes> keys;
    store_.scan(column, {}, {}, [&](ByteView key, ByteView) {
      keys.push_back(to_bytes(key));
      return true;
    });
    EXPECT_FALSE(keys.empty()) << int{number};
    const auto found_after = [&](const Bytes& key, const std::optional<Bytes>& value) {
      const auto store = store_.snapshot();
      storage::WriteBatch batch;
      value ? batch.put(column, key, *value) : batch.erase(column, key);
      EXPECT_TRUE(store->write(batch).has_value());
      return !run(*store).has_value();
    };
    for (const Bytes& key : keys) {
      SCOPED_TRACE("column " + std::to_string(number) + ", key " + to_hex(key));
      Bytes value = store_.get(column, key).value();
      value.back() ^= 1;
      EXPECT_TRUE(found_after(key, value)) << "changed";
      EXPECT_TRUE(found_after(key, std::nullopt)) << "missing";
    }
    EXPECT_TRUE(found_after(Bytes(14, 0xee), Bytes{1, 1})) << "a row more in column " << int{number};
    EXPECT_TRUE(found_after(Bytes{0xee}, Bytes{})) << "an unreadable row in column " << int{number};
  }
}

TEST_F(ReplaysOfAFilledStore, FindAStateThatAgreesWithItselfAndNotWithTheHeader) {
  // Everything a node would have if it had believed a wrong row: rows, pages and root.
  MadeSnapshot wrong = made();
  types::SnapshotChunk all;
  for (const auto& [part, bytes] : wrong.chunks) {
    const auto opened = types::open_chunk(wrong.manifest, part, bytes);
    all.rows.insert(all.rows.end(), opened->rows.begin(), opened->rows.end());
  }
  all.rows[0].value.back() ^= 1;
  wrong.manifest.depth = 0;
  wrong.manifest.parts = {{Hash{{1}}, std::nullopt}};
  state::TreeChanges changes;
  for (const auto& row : all.rows) {
    changes.push_back({types::hash_of_key(row.key), types::state_value_hash(row.value)});
  }
  MemoryStore nothing;
  wrong.manifest.header.state_root = state::update_tree(StorePages(nothing), {}, 1, changes).root.hash;
  MemoryStore store;
  SnapshotInstaller installer(store, wrong.manifest, source_.closes(kHeight));
  ASSERT_TRUE(installer.begin().has_value());
  ASSERT_TRUE(installer.add(0, all).has_value());
  ASSERT_TRUE(installer.finish(toy_genesis(), toy_block_0().id).has_value());
  EXPECT_EQ(run(store).error().part, ReplayPart::certificate);
  EXPECT_THAT(open_failure(store), HasSubstr("does not lead to the genesis"));
}

TEST_F(ReplaysOfAFilledStore, SayWhereTheyBegan) {
  const auto report = run(store_);
  ASSERT_TRUE(report.has_value()) << report.error().detail;
  EXPECT_EQ(report->first, kHeight);
  EXPECT_EQ(report->tip, source_->tip());
  EXPECT_EQ(report->transactions, 8U);
  MemoryStore at_start;
  ASSERT_TRUE(install(at_start, made(), source_.closes(kHeight)).has_value());
  EXPECT_EQ(run(at_start)->tip.height, kHeight);
}

}  // namespace
}  // namespace kula::ledger
