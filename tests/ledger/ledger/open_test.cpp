#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "stores.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

using storage::Column;
using storage::MemoryStore;
using ::testing::HasSubstr;

// Two blocks over genesis.
void fill(storage::KeyValueStore& store) {
  ToyChain chain(store);
  chain.extend({make({"ann", 0}), set_note("bob", 0, "second", "shade")});
  chain.extend({make({"ann", 1}), erase_note("bob", 1, "first")});
}

OpenFailure failure_of(storage::KeyValueStore& store, const GenesisState& genesis = toy_genesis()) {
  const ToyProcessor processor;
  auto opened = Ledger::open(store, processor, genesis);
  return opened ? OpenFailure{OpenError::other_chain, "it opened"} : opened.error();
}

void expect_corrupt(storage::KeyValueStore& store, std::string_view what) {
  const OpenFailure failure = failure_of(store);
  EXPECT_EQ(failure.error, OpenError::corrupt) << failure.message;
  EXPECT_THAT(failure.message, HasSubstr(what));
  EXPECT_THAT(failure.message, HasSubstr("`kulad tool repair --data-dir DIR`"));
}

Bytes height_bytes(std::uint8_t height) { return {0, 0, 0, 0, 0, 0, 0, height}; }
Bytes with(Bytes key, std::uint8_t last) {
  key.push_back(last);
  return key;
}

class Open : public ::testing::Test {
 protected:
  Open() { fill(store_); }
  void put(Column column, const Bytes& key, std::optional<Bytes> value) {
    storage::WriteBatch batch;
    if (value) {
      batch.put(column, key, std::move(*value));
    } else {
      batch.erase(column, key);
    }
    ASSERT_TRUE(store_.write(batch).has_value());
  }
  void erase(Column column, const Bytes& key) {
    ASSERT_TRUE(store_.get(column, key).has_value()) << "the test knows no such row";
    put(column, key, std::nullopt);
  }
  // Flips the last bit of a row.
  void spoil(Column column, const Bytes& key) {
    auto value = store_.get(column, key);
    ASSERT_TRUE(value.has_value()) << "the test knows no such row";
    value->back() ^= 1;
    put(column, key, std::move(*value));
  }
  static Bytes name(std::string_view text) { return to_bytes(as_bytes(text)); }

  MemoryStore store_;
};

TEST_F(Open, RefusesAnotherChainAndNamesBoth) {
  GenesisState other = toy_genesis();
  other.chain_id.bytes[0] ^= 1;
  const OpenFailure failure = failure_of(store_, other);
  EXPECT_EQ(failure.error, OpenError::other_chain);
  EXPECT_THAT(failure.message, HasSubstr(toy_chain_id().text()));
  EXPECT_THAT(failure.message, HasSubstr(other.chain_id.text()));
  EXPECT_THAT(failure.message, HasSubstr("another directory in kulad.toml"));
}

TEST_F(Open, RefusesAnUnknownFormat) {
  put(Column::meta, name("format"), Bytes{1, 0, 0, 0});
  const OpenFailure failure = failure_of(store_);
  EXPECT_EQ(failure.error, OpenError::unknown_format);
  EXPECT_THAT(failure.message, HasSubstr("format 1"));
  EXPECT_THAT(failure.message, HasSubstr("run the version of `kulad`"));
}

TEST_F(Open, RefusesAStoreWithoutFormatChainOrTip) {
  erase(Column::meta, name("format"));
  expect_corrupt(store_, "format");
  put(Column::meta, name("format"), codec::encode(kFormatVersion));
  erase(Column::meta, name("chain"));
  expect_corrupt(store_, "chain");
  put(Column::meta, name("chain"), to_bytes(toy_chain_id().view()));
  erase(Column::meta, name("tip"));
  expect_corrupt(store_, "tip");
}

TEST_F(Open, RefusesOtherGenesisStateOfTheSameChain) {
  GenesisState other = toy_genesis();
  other.writes[note_key("first")] = Bytes{1};
  EXPECT_EQ(failure_of(store_, other).error, OpenError::corrupt);
  other = toy_genesis();
  other.document.push_back(1);
  EXPECT_EQ(failure_of(store_, other).error, OpenError::corrupt);
}

TEST_F(Open, RefusesATipThatDoesNotAgreeWithItsRows) {
  struct Case {
    Column column;
    Bytes key;
    const char* what;
  };
  const ToyProcessor processor;
  const auto tip_id = Ledger::open(store_, processor, toy_genesis()).value()->tip_id();
  const std::vector<Case> cases = {
      {Column::meta, name("tip"), "history"},
      {Column::meta, name("genesis"), "genesis"},
      {Column::blocks, with(height_bytes(2), 0), "block 2"},
      {Column::blocks, with(height_bytes(2), 1), "block 2"},
      {Column::block_ids, to_bytes(tip_id.view()), "block 2"},
      {Column::receipts, height_bytes(2), "receipts"},
      {Column::certificates, height_bytes(2), "finality proof"},
      {Column::tree, height_bytes(2), "state tree"},
      {Column::tree, with(height_bytes(2), 1), "root page"},
      {Column::history, {0, 0, 0, 0, 0, 0, 0, 0, 2}, "history"},
      {Column::history, {1, 0, 0, 0, 0, 0, 0, 0, 0}, "history"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE("column " + std::to_string(static_cast<int>(each.column)) + " key " + to_hex(each.key));
    const auto good = store_.get(each.column, each.key);
    spoil(each.column, each.key);
    expect_corrupt(store_, each.what);
    put(each.column, each.key, std::nullopt);
    expect_corrupt(store_, each.column == Column::meta && each.key == name("tip") ? "tip" : each.what);
    put(each.column, each.key, good);
    EXPECT_EQ(failure_of(store_).message, "it opened");
  }
}

TEST_F(Open, RefusesAHistoryThatAgreesWithItselfAndNotWithTheHeader) {
  // The peak over blocks 0 and 1, and the tip's record of the peaks.
  const Bytes peak_key = {1, 0, 0, 0, 0, 0, 0, 0, 0};
  auto peak = store_.get(Column::history, peak_key).value();
  auto tip = store_.get(Column::meta, name("tip")).value();
  const auto at = std::search(tip.begin(), tip.end(), peak.begin(), peak.end());
  ASSERT_NE(at, tip.end());
  *at ^= 1;
  peak.front() ^= 1;
  put(Column::history, peak_key, peak);
  put(Column::meta, name("tip"), tip);
  expect_corrupt(store_, "history has another root");
}

TEST_F(Open, RefusesAFinalityProofThatTheEpochDidNotSign) {
  const ToyProcessor processor;
  const auto header = Ledger::open(store_, processor, toy_genesis()).value()->tip();
  put(Column::certificates, height_bytes(2), codec::encode(finalize(header, {"somebody"})));
  expect_corrupt(store_, "finality proof");
}

TEST_F(Open, RefusesValidatorsThatTheStateDoesNotHave) {
  Bytes row = validator_key(0);
  append(row, Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfd});
  put(Column::state, row, with({1}, 0));
  ASSERT_FALSE(store_.get(Column::state, row)->empty());
  Bytes value = {1};
  append(value, toy_key("somebody").public_key().view());
  put(Column::state, row, value);
  expect_corrupt(store_, "validators");
}

TEST_F(Open, RefusesABlockAboveTheTip) {
  put(Column::blocks, with(height_bytes(3), 0), store_.get(Column::blocks, with(height_bytes(2), 0)));
  expect_corrupt(store_, "block 2 is not its last");
}

TEST(OpenEmpty, AStoreThatCannotBeWrittenStaysEmpty) {
  MemoryStore store;
  store.fail_next_write({"no space left"});
  const OpenFailure failure = failure_of(store);
  EXPECT_EQ(failure.error, OpenError::not_writable);
  EXPECT_THAT(failure.message, HasSubstr("no space left"));
  EXPECT_EQ(failure_of(store).message, "it opened") << "and can be opened again";
}

class OpenStores : public ::testing::TestWithParam<StoreKind> {
 protected:
  TestStore store_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(, OpenStores, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

TEST_P(OpenStores, AnEmptyStoreGetsTheGenesisBlock) {
  ToyChain chain(*store_);
  const types::BlockHeader& header = chain->tip();
  EXPECT_EQ(header.version, 1);
  EXPECT_EQ(header.chain_id, toy_chain_id());
  EXPECT_EQ(header.height, Height{0});
  EXPECT_EQ(header.time, time_of(0));
  EXPECT_EQ(header.epoch, types::Epoch{0});
  EXPECT_EQ(header.view, types::View{0});
  EXPECT_TRUE(header.parent.is_zero());
  EXPECT_TRUE(header.transaction_root.is_zero());
  EXPECT_TRUE(header.receipt_root.is_zero());
  EXPECT_TRUE(header.history_root.is_zero());
  EXPECT_FALSE(header.state_root.is_zero());
  EXPECT_EQ(header.validator_set, chain->validator_set().hash());
  EXPECT_EQ(header.next_validator_set, header.validator_set);
  EXPECT_EQ(chain->tip_id(), types::id_of(header));
  EXPECT_EQ(chain->finality(Height{0}).has_value(), false);
  EXPECT_EQ(chain->height_of(chain->tip_id()), Height{0});
  EXPECT_EQ(note_of(**chain->state_at(Height{0}), "first"), "light");
}

TEST_P(OpenStores, ResumesAtItsTip) {
  fill(*store_);
  types::BlockId id;
  types::BlockHeader header;
  {
    ToyChain chain(*store_);
    id = chain->tip_id();
    header = chain->tip();
    EXPECT_EQ(header.height, Height{2});
  }
  store_.reopen();
  ToyChain chain(*store_);
  EXPECT_EQ(chain->tip_id(), id);
  EXPECT_EQ(chain->tip(), header);
  EXPECT_EQ(counter_of(*chain->state_after(id), "ann"), 2);
  EXPECT_EQ(note_of(*chain->state_after(id), "first"), std::nullopt);
  const auto next = chain.extend({make({"ann", 2})});
  EXPECT_EQ(next->block.header.parent, id);
  EXPECT_EQ(counter_of(*chain->state_after(next->id), "ann"), 3);
}

TEST_P(OpenStores, AChainWithoutAnyStateRowsButOneOpensAgain) {
  GenesisState genesis = toy_genesis();
  genesis.writes = {{validator_key(0), genesis.writes.at(validator_key(0))}};
  { ToyChain chain(*store_, genesis); }
  store_.reopen();
  ToyChain chain(*store_, genesis);
  EXPECT_EQ(chain->tip().height, Height{0});
}

}  // namespace
}  // namespace kula::ledger
