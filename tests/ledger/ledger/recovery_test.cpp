// R21: a chain goes on with the validators that its members signed for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/chain_start.h"
#include "ledger/replay.h"
#include "recovery_fixture.h"
#include "snapshot_fixture.h"
#include "stores.h"

namespace kula::ledger {
namespace {

using storage::Column;
using ::testing::HasSubstr;

class Recovers : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    open();
    for (std::uint8_t nonce = 0; nonce < 3; ++nonce) chain_->extend({make({"ann", nonce})});
    recovery_ = signed_by_members(manifest_for(ledger()));
  }
  void open() {
    chain_.reset();
    store_.reopen();
    chain_.emplace(*store_, member_genesis());
  }
  [[nodiscard]] Ledger& ledger() { return **chain_; }
  void adopt() { ASSERT_TRUE(ledger().adopt(recovery_)); }
  ExecutedBlockPointer extend(const types::TransactionList& transactions = {}) {
    auto block = chain_->propose(ledger().tip_id(), transactions);
    EXPECT_TRUE(ledger().commit(block->id, finalize(block->block.header, kNewValidators)));
    return block;
  }
  [[nodiscard]] std::string audit() {
    const auto report =
        replay(*store_, processor_, member_genesis(), signatures_.check(), [](Height, Height) {});
    return report ? "" : std::string(to_string(report.error().part)) + ": " + report.error().detail;
  }
  // What executing this header's block on the tip answers.
  std::optional<BlockError> error(types::BlockHeader header,
                                  const types::TransactionList& transactions = {}) {
    header.transaction_root = types::transaction_root(transactions);
    const auto executed = chain_->execute({header, transactions});
    return executed ? std::nullopt : std::optional(executed.error());
  }
  void change_row(Column column, const Bytes& key, std::optional<Bytes> value) {
    storage::WriteBatch batch;
    if (value) {
      batch.put(column, key, std::move(*value));
    } else {
      batch.erase(column, key);
    }
    ASSERT_TRUE((*store_).write(batch));
  }

  TestStore store_{GetParam()};
  std::optional<ToyChain> chain_;
  types::SignedRecovery recovery_;
  ToyProcessor processor_;
  CountingCheck signatures_;
};

TEST_P(Recovers, ABlockWithoutTheRecoveryIsInvalidOnceItWasAdopted) {
  const auto old = chain_->propose(ledger().tip_id(), {make({"ann", 3})});
  adopt();
  EXPECT_EQ(ledger().executed(old->id), nullptr) << "what was executed is of the epoch that ended";
  EXPECT_EQ(error(old->block.header, old->block.transactions), BlockError::bad_header);
  auto header = chain_->propose(ledger().tip_id(), {})->block.header;
  header.recovery = {};
  EXPECT_EQ(error(header), BlockError::bad_header);
  header.recovery.bytes[0] = 1;
  EXPECT_EQ(error(header), BlockError::bad_header);
}

TEST_P(Recovers, ItsBlockIsUnknownWhereItWasNotAdopted) {
  storage::MemoryStore other_store;
  ToyChain other(other_store, member_genesis());
  for (std::uint8_t nonce = 0; nonce < 3; ++nonce) other.extend({make({"ann", nonce})});
  adopt();
  const auto first = extend();
  const auto before = other.execute(first->block);
  ASSERT_FALSE(before);
  EXPECT_EQ(before.error(), BlockError::unknown_recovery);
  // Other signatures under the same manifest do.
  ASSERT_TRUE(other->adopt(signed_by_members(recovery_.manifest, 9)));
  const auto after = other.execute(first->block);
  ASSERT_TRUE(after);
  EXPECT_EQ((*after)->id, first->id);
}

TEST_P(Recovers, ASecondBlockMayNotNameIt) {
  adopt();
  const auto first = extend();
  auto header = chain_->propose(ledger().tip_id(), {})->block.header;
  header.recovery = first->block.header.recovery;
  EXPECT_EQ(error(header), BlockError::bad_header);
  header.epoch.value += 1;
  EXPECT_EQ(error(header), BlockError::unknown_recovery) << "adopted on another block, if anywhere";
  EXPECT_EQ(ledger().adopt(recovery_).error().fault, RecoveryFault::later_block);
}

TEST_P(Recovers, ItsBlockHasNoTransactions) {
  adopt();
  const auto first = chain_->propose(ledger().tip_id(), {make({"ann", 3})});
  EXPECT_TRUE(first->block.transactions.empty());
  EXPECT_EQ(error(first->block.header, {make({"ann", 3})}), BlockError::bad_transaction);
}

TEST_P(Recovers, TheOldValidatorsProofIsNoneInTheNewEpoch) {
  adopt();
  const auto first = chain_->propose(ledger().tip_id(), {});
  EXPECT_FALSE(types::verify(finalize(first->block.header), first->block.header, set_of({"validator 0"})));
  EXPECT_TRUE(types::verify(finalize(first->block.header, kNewValidators), first->block.header,
                            ledger().validator_set()));
}

TEST_P(Recovers, AdoptingItAgainIsNoChange) {
  adopt();
  ASSERT_TRUE(ledger().adopt(signed_by_members(recovery_.manifest, 9)));
  EXPECT_EQ(ledger().adopted()->signatures.size(), 7U);
  EXPECT_EQ(audit(), "");
}

TEST_P(Recovers, WhatWasAdoptedIsThereAfterAnEnd) {
  adopt();
  open();
  EXPECT_EQ(ledger().tip().height, Height{3});
  EXPECT_EQ(ledger().epoch(), types::Epoch{1});
  EXPECT_EQ(ledger().validator_set(), set_of(kNewValidators));
  ASSERT_NE(ledger().adopted(), nullptr);
  EXPECT_EQ(ledger().adopted()->manifest, recovery_.manifest);
  EXPECT_EQ(audit(), "");
}

TEST_P(Recovers, ItsBlockSaysWhatHappened) {
  adopt();
  const auto first = extend();
  const auto& header = first->block.header;
  EXPECT_EQ(header.height, Height{4});
  EXPECT_EQ(header.epoch, types::Epoch{1});
  EXPECT_EQ(header.recovery, types::hash_of(recovery_.manifest));
  EXPECT_EQ(header.validator_set, set_of(kNewValidators).hash());
  EXPECT_FALSE(types::closes_epoch(header));
  ASSERT_EQ(first->receipts.jobs.size(), 1U);
  EXPECT_EQ(first->receipts.jobs[0].events.at(0).kind, kRecovered);
  EXPECT_EQ(ledger().validator_set(), set_of(kNewValidators));
  EXPECT_EQ(ledger().adopted(), nullptr);
  const auto stored = ledger().block(Height{4});
  ASSERT_TRUE(stored && stored->recovery);
  EXPECT_EQ(types::encode_block(*stored), types::encode_block(first->block));
  const auto close = ledger().epoch_close(types::Epoch{0});
  ASSERT_TRUE(close && close->recovery);
  EXPECT_EQ(close->next, set_of(kNewValidators));
  EXPECT_EQ(types::id_of(close->header), recovery_.manifest.block);
}

TEST_P(Recovers, TheChainGoesOnAcrossEndsAndAudits) {
  adopt();
  for (std::uint8_t nonce = 3; nonce < 6; ++nonce) {
    extend(ledger().adopted() ? types::TransactionList{}
                              : types::TransactionList{make({"ann", static_cast<std::uint8_t>(nonce - 1)})});
    EXPECT_EQ(audit(), "");
    open();
    EXPECT_EQ(ledger().tip().height, Height{std::uint64_t{nonce} + 1});
    EXPECT_EQ(ledger().epoch(), types::Epoch{1});
  }
}

TEST_P(Recovers, AnAuditFindsARecoveryThatWasChanged) {
  adopt();
  extend();
  const Bytes key{0, 0, 0, 0, 0, 0, 0, 0};
  const auto row = (*store_).get(Column::epochs, key).value();
  Bytes changed = row;
  changed.at(changed.size() - 1) ^= 1;
  change_row(Column::epochs, key, changed);
  EXPECT_THAT(audit(), HasSubstr("has another value"));
  change_row(Column::epochs, key, std::nullopt);
  EXPECT_THAT(audit(), HasSubstr("is missing"));
  change_row(Column::epochs, key, row);
  EXPECT_EQ(audit(), "");
  // The block with fewer signatures is the same block, and no longer proves itself.
  auto block = ledger().block(Height{4}).value();
  auto fewer = *block.recovery;
  fewer.signatures.pop_back();
  block.recovery = std::make_shared<const types::SignedRecovery>(fewer);
  const Bytes body = types::encode_block(block);
  const auto header_bytes = codec::encode(block.header).size();
  change_row(Column::blocks, {0, 0, 0, 0, 0, 0, 0, 4, 1}, to_bytes(ByteView(body).subspan(header_bytes)));
  EXPECT_THAT(audit(), HasSubstr("recovery: the recovery after it does not hold"));
}

TEST_P(Recovers, AStoreWithAnAdoptionThatNobodySignedIsNotOpened) {
  adopt();
  const Bytes key{0, 0, 0, 0, 0, 0, 0, 0};
  auto close = ledger().epoch_close(types::Epoch{0}).value();
  close.recovery->recovery.signatures.pop_back();
  change_row(Column::epochs, key, codec::encode(close));
  EXPECT_THAT(audit(), HasSubstr("recovery: the recovery after it does not hold"));
  chain_.reset();
  const auto opened = Ledger::open(*store_, processor_, member_genesis());
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("the recovery that was adopted on its tip does not hold"));
}

// An epoch may be over before its first block.
TEST_P(Recovers, AfterABlockThatClosedItsEpoch) {
  const auto closing = chain_->propose(
      ledger().tip_id(),
      {make({"bob", 0, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())})});
  ASSERT_TRUE(ledger().commit(closing->id, finalize(closing->block.header)));
  recovery_ = signed_by_members(manifest_for(ledger()));
  ASSERT_EQ(recovery_.manifest.epoch, types::Epoch{1});
  adopt();
  open();
  EXPECT_EQ(ledger().epoch(), types::Epoch{2});
  extend();
  extend();
  EXPECT_EQ(audit(), "");
  const auto genesis = build_genesis(processor_, member_genesis());
  const std::vector<types::EpochClose> closes = {ledger().epoch_close(types::Epoch{0}).value(),
                                                 ledger().epoch_close(types::Epoch{1}).value()};
  const auto trusted = trusted_after(genesis, closes, processor_);
  ASSERT_TRUE(trusted);
  EXPECT_TRUE(types::is_final_under(*trusted, ledger().tip(), *ledger().finality(ledger().tip().height)));
}

TEST_P(Recovers, AfterTheGenesisBlock) {
  storage::MemoryStore store;
  ToyChain chain(store, member_genesis());
  ASSERT_TRUE(chain->adopt(signed_by_members(manifest_for(*chain))));
  const auto first = chain.propose(chain->tip_id(), {});
  ASSERT_TRUE(chain->commit(first->id, finalize(first->block.header, kNewValidators)));
  const auto trusted = trusted_after(build_genesis(processor_, member_genesis()),
                                     {chain->epoch_close(types::Epoch{0}).value()}, processor_);
  ASSERT_TRUE(trusted);
  EXPECT_TRUE(types::is_final_under(*trusted, chain->tip(), *chain->finality(Height{1})));
}

TEST_P(Recovers, AClosePassesOnlyWithEveryRowThatTellsWhoTheMembersAre) {
  adopt();
  const auto genesis = build_genesis(processor_, member_genesis());
  const auto close = ledger().epoch_close(types::Epoch{0}).value();
  EXPECT_TRUE(trusted_after(genesis, {close}, processor_));
  ASSERT_EQ(close.recovery->rows.size(), 8U) << "how many there are, and seven of them";
  for (std::size_t i = 0; i < close.recovery->rows.size(); ++i) {
    auto lacking = close;
    lacking.recovery->rows.erase(lacking.recovery->rows.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(trusted_after(genesis, {lacking}, processor_)) << i;
  }
  auto fewer = close;
  fewer.recovery->recovery.signatures.pop_back();
  EXPECT_FALSE(trusted_after(genesis, {fewer}, processor_)) << "six of nine";
}

INSTANTIATE_TEST_SUITE_P(Stores, Recovers, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& kind) { return name_of(kind.param); });

// A snapshot of a state behind a recovery leads back to the genesis across it.
TEST(RecoveredSnapshot, OpensAndGoesOn) {
  storage::MemoryStore store;
  ToyChain chain(store, member_genesis());
  for (std::uint8_t nonce = 0; nonce < 9; ++nonce) chain.extend({make({"ann", nonce})});
  ASSERT_TRUE(chain->adopt(signed_by_members(manifest_for(*chain))));
  const auto extend = [](ToyChain& one) {
    const auto block = one.propose(one->tip_id(), {});
    ASSERT_TRUE(one->commit(block->id, finalize(block->block.header, kNewValidators)));
  };
  for (int i = 0; i < 3; ++i) extend(chain);
  const auto made = make_snapshot(*chain, Height{11}, kSmallSizes, 3);
  const std::vector<types::EpochClose> closes = {chain->epoch_close(types::Epoch{0}).value()};
  const ToyProcessor processor;
  const auto genesis = build_genesis(processor, member_genesis());
  const auto trusted = trusted_after(genesis, closes, processor);
  ASSERT_TRUE(trusted && !types::find_fault(made.manifest, *trusted));

  storage::MemoryStore other_store;
  SnapshotInstaller installer(other_store, made.manifest, closes);
  ASSERT_TRUE(installer.begin());
  for (const auto& [part, bytes] : made.chunks)
    ASSERT_TRUE(installer.add(part, types::open_chunk(made.manifest, part, bytes).value()));
  ASSERT_TRUE(installer.finish(member_genesis(), genesis.id));
  ToyChain other(other_store, member_genesis());
  EXPECT_EQ(other->epoch(), types::Epoch{1});
  ASSERT_TRUE(other->epoch_close(types::Epoch{0})->recovery);
  extend(other);
  CountingCheck check;
  EXPECT_TRUE(replay(other_store, processor, member_genesis(), check.check(), [](Height, Height) {}));
}

}  // namespace
}  // namespace kula::ledger
